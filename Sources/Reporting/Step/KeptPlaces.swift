import Measures
import Simulation

/// Where a run has been, kept so that going back need not begin at the start.
///
/// Near the newest place they lie `spacing` blocks apart, further back ever further: as many as
/// `most`, however long the run is. Each takes as much memory as the state.
struct KeptPlaces {
    /// A run between two blocks.
    struct Place {
        let engine: Engine
        let measures: RunMeasures

        /// Takes over an engine without a draft, which nobody else goes on with.
        init(_ engine: Engine, _ measures: RunMeasures) {
            self.engine = engine
            self.measures = measures
        }

        /// The last block that has been built.
        var number: UInt64 { engine.number }
    }

    /// Blocks from one place to the next.
    static let spacing: UInt64 = 100
    /// The most places, the start included.
    static let most = 24
    /// By their numbers; the start is the first and stays.
    private var places: [Place]

    /// The start of a run alone.
    init(start: Place) { places = [start] }

    /// The blocks after which there are places.
    var numbers: [UInt64] { places.map(\.number) }

    /// The last place before a block, from 1.
    func last(before block: UInt64) -> Place { places.last { $0.number < block } ?? places[0] }

    /// Whether the place after a block is one to keep, and is not kept yet.
    func wants(_ number: UInt64) -> Bool {
        number % Self.spacing == 0 && !places.contains { $0.number == number }
    }

    /// Keeps a place; where there are too many, lets the one go whose neighbours are nearest to
    /// each other for how far they are from this one.
    mutating func keep(_ place: Place) {
        let index = places.firstIndex { $0.number > place.number } ?? places.endIndex
        places.insert(place, at: index)
        guard places.count > Self.most else { return }
        func crowding(_ index: Int) -> Double {
            let (here, number) = (places[index].number, place.number)
            let distance = max(here, number) - min(here, number)
            let gap = places[index + 1].number - places[index - 1].number
            return Double(distance + Self.spacing) / Double(gap)
        }
        let inner = places.indices.dropFirst().dropLast()
        if let crowded = inner.max(by: { crowding($0) < crowding($1) }) {
            places.remove(at: crowded)
        }
    }
}
