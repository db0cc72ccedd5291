using CarSearch.Places;

namespace CarSearch.Api;

internal static class PlaceErrors
{
    public const string Allowed = "an IATA code such as JFK, a city such as New York, or \"City, CC\"";

    /// <summary>Describes why a text is not accepted as a place, and what would be.</summary>
    public static string Describe(string text, PlaceMatch match) => Errors.Quote(text) + match switch
    {
        PlaceMatch.Retired(var successor) => $" is a retired code. It was replaced by {Format([successor])}. Use that code.",
        PlaceMatch.Ambiguous(var candidates) => $" is ambiguous: {Format(candidates)}. Use the code of one of them.",
        PlaceMatch.Unknown([]) => $" is not a known place. Allowed: {Allowed}.",
        PlaceMatch.Unknown(var suggestions) => $" is not a known place. Did you mean {Format(suggestions)}? Allowed: {Allowed}.",
        _ => throw new ArgumentException("The place was found.", nameof(match)),
    };

    private static string Format(IReadOnlyList<Place> places) =>
        string.Join(", ", places.Select(place => $"{place.Name}, {FormatState(place)}{place.Country} ({place.Code})"));

    private static string FormatState(Place place) => place.State is { } state ? $"{state}, " : "";
}
