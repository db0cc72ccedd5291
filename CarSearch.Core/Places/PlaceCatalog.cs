namespace CarSearch.Places;

/// <summary>The world's airports with scheduled service, and their cities. Immutable, and safe to use from any thread.</summary>
public sealed class PlaceCatalog
{
    private const int LongestText = 100;
    private const int MostCandidates = 10;
    private readonly PlaceTable table;
    private readonly CodeIndex codes;
    private readonly Lazy<NameIndex> names;
    private readonly Lazy<PlaceSearch> search;
    private readonly Lazy<PlaceSuggestions> suggestions;

    private PlaceCatalog(PlaceTable table, CountryCatalog countries)
    {
        this.table = table;
        Countries = countries;
        codes = new CodeIndex(table.Entries);
        names = new(() => new NameIndex(table.Entries));
        search = new(() => new PlaceSearch(table.Entries));
        suggestions = new(() => new PlaceSuggestions(names.Value));
        Airports = table.Airports;
        Cities = [.. table.Entries.Select(entry => entry.Place).Where(place => place.Kind == PlaceKind.City)];
    }

    /// <summary>All airports, by code.</summary>
    public IReadOnlyList<Airport> Airports { get; }

    /// <summary>All cities, largest first.</summary>
    public IReadOnlyList<Place> Cities { get; }

    /// <summary>All countries, and their currencies.</summary>
    public CountryCatalog Countries { get; }

    /// <summary>Every place with the names it goes by.</summary>
    internal IReadOnlyList<PlaceEntry> Entries => table.Entries;

    /// <summary>Reads the catalog that the assembly carries. What only names need is built when the first name is asked for.</summary>
    /// <returns>The catalog.</returns>
    public static PlaceCatalog Load() => new(PlaceTable.Read(), CountryCatalog.Load());

    /// <summary>The airport of an IATA code, in any case.</summary>
    /// <param name="code">The code.</param>
    /// <returns>The airport, or null.</returns>
    public Airport? FindAirport(string code) => codes.FindAirport(code)?.Place.Airports[0];

    /// <summary>
    /// The place that a text means: an IATA airport code, else an IATA city code, else a city's name, else an airport's. A name may be followed by a comma and the
    /// country's code or name (<c>London, GB</c>), in the United States, Canada and Australia also by the state's code (<c>Portland, OR</c>), or by both; so may a code.
    /// </summary>
    /// <remarks>
    /// Case, accents and punctuation don't count. An airport's name is its full one, the same without "International Airport" and with or without the city
    /// (<c>Heathrow</c>, <c>London Heathrow</c>), the city's with "airport" or the code (<c>New York JFK</c>), or that of its municipality where that is not the city (<c>Newark</c>). Where a name is shared, the one alone in the largest class of airport wins.
    /// </remarks>
    /// <param name="text">What a caller wrote. Over 100 characters nothing is looked up.</param>
    /// <returns>The place, the candidates, or suggestions.</returns>
    public PlaceMatch Resolve(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length is 0 or > LongestText)
        {
            return new PlaceMatch.Unknown([]);
        }

        if (codes.Find(trimmed) is { } coded)
        {
            return new PlaceMatch.Found(coded.Place);
        }

        Span<char> buffer = stackalloc char[LongestText * 2];
        var folded = buffer[..TextFold.Fold(trimmed, buffer)];
        if (Named(folded, default) is { } named)
        {
            return named;
        }

        var comma = trimmed.IndexOf(',');
        if (comma < 0)
        {
            return new PlaceMatch.Unknown(suggestions.Value.For(folded));
        }

        folded = buffer[..TextFold.Fold(trimmed[..comma], buffer)];
        var qualifiers = trimmed[(comma + 1)..];
        if (Named(folded, qualifiers) is { } qualified)
        {
            return qualified;
        }

        return codes.Find(trimmed[..comma].TrimEnd()) is { } before && Within([before], qualifiers) is [var there]
            ? new PlaceMatch.Found(there.Place)
            : new PlaceMatch.Unknown(Namesakes(folded));
    }

    /// <summary>Places whose code or name starts with a text, then those where it stands further in, largest first in each. Case, accents and punctuation don't count.</summary>
    /// <remarks>Names are a place's own and its other names; an airport is found by its city's name too.</remarks>
    /// <param name="text">The text; over 100 characters nothing is found.</param>
    /// <param name="limit">At most so many places.</param>
    /// <returns>The places.</returns>
    public IReadOnlyList<Place> Search(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        return search.Value.Find(text, limit);
    }

    /// <summary>The match for a name within its qualifiers: among cities, then among airports. Null when nothing is called that there.</summary>
    private PlaceMatch? Named(ReadOnlySpan<char> folded, ReadOnlySpan<char> qualifiers) =>
        Largest(names.Value.FindCities(folded), qualifiers) ?? Largest(names.Value.FindAirports(folded), qualifiers);

    private PlaceMatch? Largest(ReadOnlySpan<PlaceEntry> candidates, ReadOnlySpan<char> qualifiers)
    {
        if (candidates.Length == 0)
        {
            return null;
        }

        if (!qualifiers.IsEmpty)
        {
            candidates = Within(candidates, qualifiers);
        }

        // Largest first: the first is alone in its class unless the second is in it too.
        return candidates switch
        {
            [] => null,
            [var only] => new PlaceMatch.Found(only.Place),
            [var first, var second, ..] when first.Size != second.Size => new PlaceMatch.Found(first.Place),
            _ => new PlaceMatch.Ambiguous(Array.ConvertAll(candidates[..Math.Min(candidates.Length, MostCandidates)].ToArray(), entry => entry.Place)),
        };
    }

    private PlaceEntry[] Within(ReadOnlySpan<PlaceEntry> candidates, ReadOnlySpan<char> qualifiers)
    {
        var left = candidates.ToArray();
        Span<char> buffer = stackalloc char[LongestText * 2];
        foreach (var range in qualifiers.Split(','))
        {
            var qualifier = buffer[..TextFold.Fold(qualifiers[range], buffer)];
            if (qualifier.IsEmpty)
            {
                continue;
            }

            var region = qualifier.ToString();
            var country = Countries.FindByFoldedText(qualifier)?.Code;
            var inCountry = Array.FindAll(left, entry => entry.Place.Country == country);
            // A country first: "CA" is Canada. Where the name isn't found there, California.
            left = inCountry.Length > 0 ? inCountry : Array.FindAll(left, entry => entry.Region.Equals(region, StringComparison.OrdinalIgnoreCase));
        }

        return left;
    }

    private IReadOnlyList<Place> Namesakes(ReadOnlySpan<char> folded)
    {
        var cities = names.Value.FindCities(folded);
        return cities.IsEmpty ? suggestions.Value.For(folded) : Array.ConvertAll(cities[..Math.Min(cities.Length, 3)].ToArray(), entry => entry.Place);
    }
}
