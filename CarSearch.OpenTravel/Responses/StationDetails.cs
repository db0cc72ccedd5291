using System.Globalization;
using CarSearch.Places;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>
/// Reads the details of a station: address, coordinates, telephone, opening hours, and where counter and cars are (list VWF). Of several
/// addresses and telephones, the first is used.
/// </summary>
internal sealed class StationDetails(string? code, string? name, bool? atAirport, DateTime date)
{
    private const int MaxAddressLength = 200;
    private const int MaxPhoneLength = 40;
    private const int MaxParts = 12;

    private readonly List<string> address = [];
    private int addresses;
    private Coordinates? location;
    private string? phone;
    private string? counter;
    private string? park;
    private OpeningHours? hours;

    /// <summary>Gets the code.</summary>
    public string? Code => code;

    /// <summary>Reads an element.</summary>
    /// <returns>Whether its text is needed, by <see cref="ReadText"/>.</returns>
    public bool Read(ElementReader xml)
    {
        switch (xml.Name)
        {
            case "Address": addresses++; return false;
            case "StreetNmbr" or "AddressLine" or "CityName" or "PostalCode": return addresses == 1;
            case "StateProv": return ReadPart(xml, "StateCode");
            case "CountryName": return ReadPart(xml, "Code");
            case "Telephone": ReadPhone(xml); return false;
            case "CounterLocation": counter ??= LenientParser.TrimToNull(xml.GetAttribute("Location")); return false;
            case "ParkLocation": park ??= LenientParser.TrimToNull(xml.GetAttribute("Location")); return false;
            case "OperationSchedule": (hours ??= new(date)).ReadSchedule(xml); return false;
            case "OperationTime": (hours ??= new(date)).ReadTime(xml); return false;

            // In the extensions of two brokers.
            case "Position" or "Pickup":
                location ??= CreateLocation(xml.GetAttribute("Latitude"), xml.GetAttribute("Longitude"));
                return false;
            default: return false;
        }
    }

    /// <summary>Reads the text of a part of the address. A line may be the coordinates.</summary>
    public void ReadText(string element, ReadOnlySpan<char> text)
    {
        var line = text.ToString();
        if (element is "AddressLine" && line.Split(',') is [var latitude, var longitude]
            && CreateLocation(latitude, longitude) is { } point)
        {
            location ??= point;
        }
        else
        {
            AddPart(line);
        }
    }

    /// <summary>Creates the station.</summary>
    public OfferStation CreateStation(string place, string defaultName) => new(place, name ?? defaultName, atAirport)
    {
        Address = LenientParser.ToSingleLine(string.Join(", ", address), MaxAddressLength),
        Location = location,
        Phone = phone,
        Hours = hours?.Format(),
        Access = GetAccess(),
    };

    /// <summary>Returns the access by the location of the counter, and of the cars if the counter is in the terminal.</summary>
    private StationAccess? GetAccess()
    {
        var access = ParseAccess(counter);
        return access is StationAccess.InTerminal && ParseAccess(park)
            is StationAccess.Shuttle or StationAccess.ShuttleOnAirport or StationAccess.ShuttleOffAirport
            ? StationAccess.CounterInTerminalShuttleToCar
            : access;
    }

    private static StationAccess? ParseAccess(string? code) => code switch
    {
        "1" => StationAccess.InTerminal,
        "2" or "21" or "23" => StationAccess.ShuttleOnAirport,
        "3" or "20" or "22" or "24" => StationAccess.ShuttleOffAirport,
        "4" => StationAccess.RailwayStation,
        "5" => StationAccess.Hotel,
        "6" => StationAccess.CarDealer,
        "7" or "8" or "9" or "10" or "11" => StationAccess.City,
        "12" => StationAccess.Port,
        "13" => StationAccess.Resort,
        "15" or "17" or "18" or "19" => StationAccess.CounterInTerminalShuttleToCar,
        "16" => StationAccess.Shuttle,
        "25" => StationAccess.CallForPickUp,
        "26" => StationAccess.RentalCenter,
        _ => null,
    };

    /// <summary>Reads a part of the address that is a code, or a text if it has none.</summary>
    private bool ReadPart(ElementReader xml, string attribute)
    {
        var part = addresses == 1 ? xml.GetAttribute(attribute) : null;
        AddPart(part ?? "");
        return addresses == 1 && string.IsNullOrEmpty(part);
    }

    private void AddPart(string text)
    {
        // Some suppliers send a point instead of an unknown postal code.
        if (address.Count < MaxParts && LenientParser.ToSingleLine(text, MaxAddressLength) is { } part && part.Any(char.IsLetterOrDigit))
        {
            address.Add(part);
        }
    }

    private void ReadPhone(ElementReader xml)
    {
        // List PTT: 1 voice, 5 mobile.
        if (phone is not null || xml.GetAttribute("PhoneTechType") is not (null or "" or "1" or "5"))
        {
            return;
        }

        var country = LenientParser.TrimToNull(xml.GetAttribute("CountryAccessCode"))?.TrimStart('+');
        string?[] parts = [country is null ? null : $"+{country}", xml.GetAttribute("AreaCityCode"), xml.GetAttribute("PhoneNumber")];
        var text = string.Join(' ', parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        var number = LenientParser.ToSingleLine(text, MaxPhoneLength + 1);
        phone = number is { Length: <= MaxPhoneLength } ? number : null;
    }

    private static Coordinates? CreateLocation(string? latitude, string? longitude) =>
        ParseDegrees(latitude, 90) is { } lat && ParseDegrees(longitude, 180) is { } lon ? new(lat, lon) : null;

    private static double? ParseDegrees(string? text, double max) =>
        double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite
                | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var degrees)
        && Math.Abs(degrees) <= max ? degrees : null;
}
