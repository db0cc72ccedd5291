using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace CarSearch.Searches;

/// <summary>
/// The secret that names a search: 128 random bits, told as 32 lower-case hexadecimal digits. Whoever holds it can read
/// and delete the search, so <see cref="ToString()"/> gives a digest that is safe to log; <see cref="Value"/> gives the token itself.
/// </summary>
public readonly record struct SearchToken : ISpanFormattable
{
    /// <summary>The number of hexadecimal digits.</summary>
    public const int Length = 32;

    /// <summary>The number of hexadecimal digits of <see cref="Digest"/>.</summary>
    public const int DigestLength = 16;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private readonly UInt128 bits;

    private SearchToken(UInt128 bits) => this.bits = bits;

    /// <summary>The token as its caller knows it. Keep it out of logs, traces and messages.</summary>
    public string Value
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            WriteBytes(bytes);
            return Convert.ToHexStringLower(bytes);
        }
    }

    /// <summary>Sixteen hexadecimal digits of a SHA-256 digest: names the search in logs, traces and towards suppliers.</summary>
    public string Digest
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            WriteBytes(bytes);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(bytes, hash);
            return Convert.ToHexStringLower(hash[..8]);
        }
    }

    /// <summary>A new token from the system's cryptographic random source.</summary>
    public static SearchToken New()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return FromBytes(bytes);
    }

    /// <summary>Reads a token: exactly 32 digits <c>0-9a-f</c>.</summary>
    /// <returns>False for anything else.</returns>
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

    /// <summary>The token of these 16 bytes, most significant first.</summary>
    public static SearchToken FromBytes(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>The token as 16 bytes, most significant first.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>The digest: what may be logged.</summary>
    public override string ToString() => Digest;

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => Digest;

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        var fits = Digest.TryCopyTo(destination);
        charsWritten = fits ? 16 : 0;
        return fits;
    }

    private void WriteBytes(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
}
