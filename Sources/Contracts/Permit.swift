import Execution
import Primitives
import WideMath

/// Allowances by signature (EIP-2612), as in UniswapV2ERC20.
///
/// The typed data is EIP-712's: `Permit(address owner,address spender,uint256 value,uint256
/// nonce,uint256 deadline)` in the domain `Uniswap V2`, version 1, of the chain and the token.
public enum Permit {
    /// The two slots after the allowances.
    public enum Storage {
        /// The hash of the domain.
        public static let domainSeparator = Slot<UInt256>(3)
        /// How many permits of an owner have been used.
        public static let nonces = Mapping<Address, UInt256>(4)
    }

    /// `permit(address,address,uint256,uint256,uint8,bytes32,bytes32)`.
    public static let permit = Selector(
        0xd505_accf,
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"
    )
    /// `nonces(address)`.
    public static let nonces = Selector(0x7ece_be00, "nonces(address)")
    /// `DOMAIN_SEPARATOR()`.
    public static let domainSeparator = Selector(0x3644_e515, "DOMAIN_SEPARATOR()")
    /// `PERMIT_TYPEHASH()`.
    public static let permitTypeHash = Selector(0x30ad_f81f, "PERMIT_TYPEHASH()")

    static let typeHash = eventTopic(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    )
    private static let domainTypeHash = eventTopic(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    )
    private static let nameHash = eventTopic("Uniswap V2")
    private static let versionHash = eventTopic("1")

    /// The hash of a token's domain.
    public static func domainSeparator(of token: Address, chainID: UInt64) -> UInt256 {
        hash([domainTypeHash, nameHash, versionHash, UInt256(chainID), token.word])
    }

    /// Writes down the domain of a token, as a genesis block does.
    public static func enable(for token: Address, on machine: Machine) {
        let separator = domainSeparator(of: token, chainID: machine.block.chainID)
        machine.write(Storage.domainSeparator, of: token, separator)
    }

    /// What an owner signs.
    public static func digest(
        domainSeparator: UInt256,
        owner: Address,
        spender: Address,
        value: UInt256,
        nonce: UInt256,
        deadline: UInt256
    ) -> Hash32 {
        let message = hash([typeHash, owner.word, spender.word, value, nonce, deadline])
        return keccak256([0x19, 0x01] + domainSeparator.bigEndianBytes + message.bigEndianBytes)
    }

    private static func hash(_ words: [UInt256]) -> UInt256 {
        keccak256(words.flatMap(\.bigEndianBytes)).word
    }

    /// Answers the functions of permits; nothing if the selector is another.
    static func execute(_ selector: UInt32, _ frame: borrowing Frame) throws(Fault) -> Output? {
        switch selector {
        case permit.value:
            try permit(try frame.arguments(7), frame)
            return frame.output()
        case nonces.value:
            let input = try frame.arguments(1)
            frame.charge(ComputeCharge.tokenView)
            return frame.output(frame[Storage.nonces[input.address(0)]])
        case domainSeparator.value:
            frame.charge(ComputeCharge.tokenView)
            return frame.output(frame[Storage.domainSeparator])
        case permitTypeHash.value:
            frame.charge(ComputeCharge.tokenView)
            return frame.output(typeHash)
        default: return nil
        }
    }

    private static func permit(
        _ input: borrowing Arguments,
        _ frame: borrowing Frame
    ) throws(Fault) {
        frame.charge(ComputeCharge.permit)
        let (owner, spender) = (input.address(0), input.address(1))
        let (value, deadline) = (input[2], input[3])
        guard deadline >= UInt256(frame.timestamp) else {
            throw .revert(.message("UniswapV2: EXPIRED"))
        }
        let separator = frame[Storage.domainSeparator]
        var nonce = UInt256.zero
        try frame.update(Storage.nonces[owner]) { used throws(Fault) in
            nonce = used
            return used.wrappingAdd(.one)
        }
        let digest = digest(
            domainSeparator: separator,
            owner: owner,
            spender: spender,
            value: value,
            nonce: nonce,
            deadline: deadline
        )
        // `v` is one byte of its word.
        let v = UInt256(input[4].limb0 & 0xff)
        let signer = try frame.recoverSigner(digest, v: v, r: input[5], s: input[6])
        guard signer != .zero, signer == owner else {
            throw .revert(.message("UniswapV2: INVALID_SIGNATURE"))
        }
        ShareLedger.approve(owner, spender, TokenAmount(value), frame)
    }
}
