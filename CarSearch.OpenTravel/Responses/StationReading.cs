using System.Xml;
using CarSearch.OpenTravel.Requests;
using CarSearch.Rentals;
using CarSearch.Suppliers;

namespace CarSearch.OpenTravel.Responses;

/// <summary>What an answer tells of where a vendor's cars are picked up and dropped off: elements LocationDetails, the first for the pick-up, the second for the return, one alone for both.</summary>
internal sealed class StationReading
{
    private const int LongestName = 120;

    private readonly Location?[] locations = new Location?[2];

    /// <summary>Forgets the stations.</summary>
    public void Clear() => Array.Clear(locations);

    /// <summary>Reads element LocationDetails.</summary>
    public void Read(XmlReader xml)
    {
        string? code = null, name = null;
        bool? atAirport = null;
        var isReturn = locations[0] is not null;
        while (xml.MoveToNextAttribute())
        {
            switch (xml.LocalName)
            {
                case "Code": code = xml.Value.Trim(); break;
                case "Name": name = LenientValues.Line(xml.Value, LongestName); break;
                case "AtAirport": atAirport = LenientValues.Flag(xml.Value); break;
                case "CodeContext": isReturn |= xml.Value.Contains("return", StringComparison.OrdinalIgnoreCase); break;
            }
        }

        ref var location = ref locations[isReturn ? 1 : 0];
        location ??= new(code, name, atAirport);
    }

    /// <summary>The stations of the pick-up and of the return: what was asked for, where nothing is told. One location alone stands for both when both codes are the same.</summary>
    public (OfferStation PickUp, OfferStation DropOff) Of(AvailabilityQuestion question)
    {
        var isOne = question.PickUp == question.DropOff;
        return (
            Station(locations[0] ?? (isOne ? locations[1] : null), question.Search.PickUp, question.PickUp),
            Station(locations[1] ?? (isOne ? locations[0] : null), question.Search.DropOff, question.DropOff));
    }

    private static OfferStation Station(Location? told, RentalPoint asked, string askedCode)
    {
        // A code counts when it is one that was asked for: offices have codes of their own, some of three letters too.
        var airport = asked.Airports.FirstOrDefault(airport => airport.Code == told?.Code) ?? asked.Airports.FirstOrDefault(airport => airport.Code == askedCode);
        return new(airport?.Code ?? asked.Place, told?.Name ?? airport?.Name ?? asked.Name, told?.AtAirport);
    }

    private sealed record Location(string? Code, string? Name, bool? AtAirport);
}
