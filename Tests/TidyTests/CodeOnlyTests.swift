import Testing

@Suite struct `Code without comments and strings` {
    @Test(arguments: [
        ("a // b\nc", "a     \nc"),
        ("a /* b\n/* c */ d */ e", "a     \n             e"),
        (#"f("a\"b") + c"#, #"f(      ) + c"#),
        (#"f("a\(b + "c")d")"#, #"f(    b +       )"#),
        (##"f(#"a"\(b)"#) c"##, ##"f(          ) c"##),
        ("x = \"\"\"\n  a \" b // c\n  \"\"\" + d", "x =    \n            \n      + d"),
        ("#if os(Linux)", "#if os(Linux)"),
    ])
    func `keeps every column`(_ text: String, _ expected: String) {
        #expect(codeOnly(text).count == text.count)
        #expect(codeOnly(text) == expected)
    }
}
