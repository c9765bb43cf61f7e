/// Bytes with a checksum in 58 letters and digits, as Bitcoin writes keys and addresses.
enum Base58Check {
    /// The longest text that is read: extended keys have 111 characters.
    static let textMax = 120
    private static let alphabet = Array(
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz".utf8
    )

    /// The bytes and four of their hash, as digits of base 58.
    static func encode(_ bytes: [UInt8]) -> String {
        let all = bytes + checksum(bytes)
        var digits: [UInt8] = []
        for byte in all {
            var carry = Int(byte)
            for index in digits.indices {
                carry += Int(digits[index]) * 256
                digits[index] = UInt8(carry % 58)
                carry /= 58
            }
            while carry > 0 {
                digits.append(UInt8(carry % 58))
                carry /= 58
            }
        }
        let zeros = [UInt8](repeating: alphabet[0], count: all.prefix { $0 == 0 }.count)
        return String(
            decoding: zeros + digits.reversed().map { alphabet[Int($0)] },
            as: UTF8.self
        )
    }

    /// The bytes without the checksum; nothing if that is wrong, the text is no base 58, or it is
    /// longer than any key.
    static func decode(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        guard letters.count <= textMax else { return nil }
        var bytes: [UInt8] = []
        for letter in letters {
            guard var carry = alphabet.firstIndex(of: letter) else { return nil }
            for index in bytes.indices {
                carry += Int(bytes[index]) * 58
                bytes[index] = UInt8(carry & 0xff)
                carry >>= 8
            }
            while carry > 0 {
                bytes.append(UInt8(carry & 0xff))
                carry >>= 8
            }
        }
        let zeros = letters.prefix { $0 == alphabet[0] }.count
        let all = [UInt8](repeating: 0, count: zeros) + bytes.reversed()
        guard all.count >= 4 else { return nil }
        let content = Array(all.dropLast(4))
        return checksum(content) == Array(all.suffix(4)) ? content : nil
    }

    private static func checksum(_ bytes: [UInt8]) -> [UInt8] {
        Array(Digest.sha256.hash(Digest.sha256.hash(bytes)).prefix(4))
    }
}
