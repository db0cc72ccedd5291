using System.Buffers;

namespace CarSearch.Offers;

/// <summary>Converts the offers of records that version 1.0 stored.</summary>
/// <remarks>
/// Offers are served as they are stored. Version 1.0 wrote <c>"mileage":"unlimited"</c> and <c>"mileage":{"included":400,"unit":"mi"}</c>.
/// Such records exist for a day after the upgrade.
/// </remarks>
internal static class StoredOffers
{
    private static ReadOnlySpan<byte> Name => "\"mileage\":"u8;

    private static ReadOnlySpan<byte> Unlimited => "\"unlimited\""u8;

    private static ReadOnlySpan<byte> Limited => "{\"included\":"u8;

    /// <summary>Converts a document, or returns it if its offers are current.</summary>
    /// <param name="document">JSON without insignificant whitespace, in which the quotes inside strings are escaped.</param>
    public static ReadOnlyMemory<byte> Upgrade(ReadOnlyMemory<byte> document)
    {
        // A document is written by one version, so its first mileage decides.
        var rest = document.Span;
        if (rest.IndexOf("\"mileage\":{\"unlimited\":"u8) >= 0)
        {
            return document;
        }

        var output = new ArrayBufferWriter<byte>(document.Length + (document.Length / 16) + 1);
        for (var at = rest.IndexOf(Name); at >= 0; at = rest.IndexOf(Name))
        {
            output.Write(rest[..(at + Name.Length)]);
            rest = rest[(at + Name.Length)..];
            if (rest.StartsWith(Unlimited))
            {
                output.Write("{\"unlimited\":true,\"included\":null,\"unit\":null}"u8);
                rest = rest[Unlimited.Length..];
            }
            else if (rest.StartsWith(Limited))
            {
                output.Write("{\"unlimited\":false,"u8);
                rest = rest[1..];
            }
        }

        output.Write(rest);
        return output.WrittenMemory;
    }
}
