/// The parts of a report's page that come more than once, as mustache templates.
enum ReportParts {
    /// A chart: what is seen in words, the drawing, and its numbers as a table.
    static let chart = #"""
        <figure class="chart" id="chart-{{id}}">
        <figcaption>
        <h3>{{title}}</h3>
        <p>{{sentence}}</p>
        <p class="axis" id="axis-{{id}}">{{axis}}</p>
        </figcaption>
        {{#drawn}}
        <div class="plot {{shape}}">
        <canvas id="canvas-{{id}}" role="img" tabindex="0" aria-label="{{label}}"
        aria-describedby="axis-{{id}}"></canvas>
        </div>
        <ul class="legend {{shape}}" aria-hidden="true">
        {{#legend}}<li><span class="swatch {{mark}}"></span>{{name}}</li>{{/legend}}
        </ul>
        {{/drawn}}
        <details class="numbers" id="numbers-{{id}}"{{^drawn}} open{{/drawn}}>
        <summary>The numbers of this chart</summary>
        {{>table}}
        </details>
        </figure>

        """#

    /// A table that scrolls by itself where it does not fit.
    static let table = #"""
        {{#table}}
        <div class="scroll" role="region" tabindex="0" aria-label="{{caption}}">
        <table>
        <caption><span>{{caption}}</span></caption>
        <thead><tr>
        {{#columns}}<th scope="col"{{#isText}} class="text"{{/isText}}>{{name}}</th>{{/columns}}
        </tr></thead>
        <tbody>
        {{#rows}}
        <tr>{{#cells}}<td{{#isText}} class="text"{{/isText}}>\#
        {{#link}}<a href="#{{link}}">{{value}}</a>{{/link}}{{^link}}{{value}}{{/link}}\#
        </td>{{/cells}}
        </tr>
        {{/rows}}
        </tbody>
        </table>
        </div>
        {{#more}}<p class="more">{{.}}</p>{{/more}}
        {{/table}}

        """#

    /// An attack: its transactions, and where they moved the pool.
    static let attack = #"""
        <details class="attack" id="{{anchor}}"{{#isFirst}} open{{/isFirst}}>
        <summary>{{title}}</summary>
        <p>{{sentence}} <a href="#{{block}}">The whole block</a>.</p>
        {{#curve}}{{>curve}}{{/curve}}
        {{>table}}
        </details>

        """#

    /// A pool's curve with the states that it passed through.
    static let curve = #"""
        <figure class="curve">
        <svg viewBox="0 0 520 330" role="img" aria-label="{{label}}">
        <path class="frame" d="M92 12V282H400"/>
        <path class="hyperbola" d="{{path}}"/>
        {{#points}}
        <path class="leader" d="{{leader}}"/>
        <circle class="{{mark}}" cx="{{x}}" cy="{{y}}" r="6"/>
        <text x="{{textX}}" y="{{textY}}" text-anchor="{{anchored}}">{{text}}</text>
        {{/points}}
        {{#ticks}}
        <text class="tick" x="{{x}}" y="{{y}}" text-anchor="{{anchored}}">{{text}}</text>
        {{/ticks}}
        <text class="tick" x="400" y="322" text-anchor="end">{{baseAxis}}</text>
        <text class="tick" x="92" y="8" text-anchor="start">{{quoteAxis}}</text>
        </svg>
        <figcaption>{{caption}}</figcaption>
        </figure>

        """#

    /// A block: what is in it, in order.
    static let block = #"""
        <details class="block" id="{{anchor}}">
        <summary>{{title}}</summary>
        {{>table}}
        </details>

        """#
}
