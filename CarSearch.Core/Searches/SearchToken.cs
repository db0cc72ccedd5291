using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CarSearch.Searches;

/// <summary>
/// The token of a search: 128 random bits, formatted as 32 lower-case hexadecimal digits. It is a secret: its holder can read and delete
/// the search. <see cref="ToString"/> returns a digest that is safe to log, <see cref="Value"/> the token itself.
/// </summary>
public readonly record struct SearchToken
{
    /// <summary>The number of hexadecimal digits.</summary>
    public const int Length = 32;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly UInt128 bits;

    private SearchToken(UInt128 bits) => this.bits = bits;

    /// <summary>Gets the token as returned to the caller. It must not be logged or traced.</summary>
    public string Value
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
            return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>Gets 16 hexadecimal digits of a SHA-256 digest, which identify the search in logs, in traces and to suppliers.</summary>
    public string Digest
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return Convert.ToHexStringLower(hash[..8]);
        }
    }

    /// <summary>Gets a number from 0 to less than 1 that is random but always the same for the token: to spread what callers do.</summary>
    internal double Fraction => (uint)bits / (uint.MaxValue + 1.0);

    /// <summary>Creates a token from the cryptographic random number generator of the system.</summary>
    public static SearchToken New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return FromBytes(bytes);
    }

    /// <summary>Parses a token: exactly 32 digits <c>0-9a-f</c>.</summary>
    /// <returns>False for any other text.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out SearchToken token)
    {
        token = default;
        if (text is not { Length: Length } || text.AsSpan().ContainsAnyExcept(Digits))
        {
            return false;
        }

        token = new(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>Creates a token from 16 bytes, most significant first.</summary>
    public static SearchToken FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Gets the token as 16 bytes, most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        return bytes;
    }

    /// <summary>Returns the digest, which is safe to log.</summary>
    public override string ToString() => Digest;
}
