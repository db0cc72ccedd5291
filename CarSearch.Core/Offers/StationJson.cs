using System.Buffers;
using System.Text.Json;
using CarSearch.Common;
using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.Offers;

/// <summary>
/// The JSON of the stations of a response. Most offers repeat a station: it is written once and copied, as long as the supplier uses one
/// instance of it.
/// </summary>
internal sealed class StationJson
{
    private const int MaxTextLength = 200;
    private const int MaxPhoneLength = 40;
    private const int MinPhoneDigits = 3;

    // A response with more stations repeats few of them.
    private const int MaxCached = 256;

    private static readonly SearchValues<char> PhoneCharacters = SearchValues.Create("0123456789 +-().,/*#x");

    private readonly Dictionary<OfferStation, byte[]> cache = new(ReferenceEqualityComparer.Instance);

    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> name, OfferStation station)
    {
        if (!cache.TryGetValue(station, out var json))
        {
            json = Serialize(station);
            if (cache.Count < MaxCached)
            {
                cache.Add(station, json);
            }
        }

        writer.WritePropertyName(name);
        writer.WriteRawValue(json, skipInputValidation: true);
    }

    private static byte[] Serialize(OfferStation station)
    {
        using var buffer = new PooledBuffer(512);
        using var writer = new Utf8JsonWriter(buffer, JsonText.Documents);
        writer.WriteStartObject();
        writer.WriteString("place"u8, station.Place);
        writer.WriteString("name"u8, station.Name);
        writer.WriteBooleanOrNull("atAirport"u8, station.AtAirport);
        writer.WriteString("address"u8, OfferCheck.IsText(station.Address, MaxTextLength) ? station.Address : null);
        WriteLocation(writer, station.Location);
        writer.WriteString("phone"u8, IsPhone(station.Phone) ? station.Phone : null);
        writer.WriteString("hours"u8, OfferCheck.IsText(station.Hours, MaxTextLength) ? station.Hours : null);
        writer.WriteWordOrNull("howToGetThere"u8, TermWords.StationAccesses.Utf8OrEmpty((int?)station.Access));
        writer.WriteEndObject();
        writer.Flush();
        return buffer.Written.ToArray();
    }

    private static void WriteLocation(Utf8JsonWriter writer, Coordinates? location)
    {
        // NaN is in no range.
        if (location is { Latitude: >= -90 and <= 90, Longitude: >= -180 and <= 180 } known)
        {
            // Six decimals are 0.1 m.
            writer.WriteStartObject("location"u8);
            writer.WriteNumber("lat"u8, Math.Round(known.Latitude, 6));
            writer.WriteNumber("lon"u8, Math.Round(known.Longitude, 6));
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("location"u8);
        }
    }

    private static bool IsPhone(string? phone) =>
        OfferCheck.IsText(phone, MaxPhoneLength)
        && !phone!.AsSpan().ContainsAnyExcept(PhoneCharacters)
        && phone!.Count(char.IsAsciiDigit) >= MinPhoneDigits;
}
