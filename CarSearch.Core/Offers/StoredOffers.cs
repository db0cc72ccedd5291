using System.Buffers;
using System.Text;

namespace CarSearch.Offers;

/// <summary>Converts the offers of records that version 1.0 stored.</summary>
/// <remarks>
/// Offers are served as they are stored. Version 1.0 wrote <c>"mileage":"unlimited"</c> and <c>"mileage":{"included":400,"unit":"mi"}</c>,
/// and neither terms nor images nor details of stations. Such records exist for a day after the upgrade.
/// </remarks>
internal static class StoredOffers
{
    private const string StationDetails = "\"address\":null,\"location\":null,\"phone\":null,\"hours\":null,\"howToGetThere\":null}";

    // The quotes inside of strings are escaped, so that each of these is a member and not text.
    private static readonly (byte[] Earlier, byte[] Current)[] Changes =
    [
        Change("\"mileage\":\"unlimited\"", "\"mileage\":{\"unlimited\":true,\"included\":null,\"unit\":null}"),
        Change("\"mileage\":{\"included\":", "\"mileage\":{\"unlimited\":false,\"included\":"),
        Change(",\"pickUp\":{\"place\":", ",\"image\":null,\"pickUp\":{\"place\":"),
        Change("\"atAirport\":true}", "\"atAirport\":true," + StationDetails),
        Change("\"atAirport\":false}", "\"atAirport\":false," + StationDetails),
        Change("\"atAirport\":null}", "\"atAirport\":null," + StationDetails),
        Change("},\"upgradeFor\":null}", "},\"terms\":null,\"upgradeFor\":null}"),
    ];

    /// <summary>Converts a document, or returns it if its offers are current.</summary>
    /// <param name="document">JSON without insignificant whitespace.</param>
    public static ReadOnlyMemory<byte> Upgrade(ReadOnlyMemory<byte> document)
    {
        // A document is written by one version, so its first offer decides.
        var atAirport = document.Span.IndexOf("\"atAirport\":"u8);
        if (atAirport < 0 || document.Span[atAirport..].IndexOf("\"terms\":"u8) >= 0)
        {
            return document;
        }

        foreach (var (earlier, current) in Changes)
        {
            document = Replace(document, earlier, current);
        }

        return document;
    }

    private static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> document, ReadOnlySpan<byte> earlier, ReadOnlySpan<byte> current)
    {
        var rest = document.Span;
        var at = rest.IndexOf(earlier);
        if (at < 0)
        {
            return document;
        }

        var output = new ArrayBufferWriter<byte>(document.Length + (document.Length / 4) + 1);
        for (; at >= 0; at = rest.IndexOf(earlier))
        {
            output.Write(rest[..at]);
            output.Write(current);
            rest = rest[(at + earlier.Length)..];
        }

        output.Write(rest);
        return output.WrittenMemory;
    }

    private static (byte[] Earlier, byte[] Current) Change(string earlier, string current) =>
        (Encoding.UTF8.GetBytes(earlier), Encoding.UTF8.GetBytes(current));
}
