namespace CarSearch.Places;

/// <summary>Narrows places by what follows a name: countries, states, cities and codes of airports.</summary>
internal sealed class PlaceQualifiers(CodeIndex codes, NameIndex names, CountryCatalog countries)
{
    /// <summary>
    /// Filters places by folded words, each run of which must be a qualifier. Returns none if there is another word.
    /// </summary>
    public PlaceEntry[] Filter(PlaceEntry[] places, ReadOnlySpan<char> words)
    {
        if (places.Length == 0 || words.IsEmpty)
        {
            return places;
        }

        for (var end = words.Length; end > 0; end = words[..end].LastIndexOf(' '))
        {
            if (Filter(FilterByOne(places, words[..end]), words[end..].TrimStart(' ')) is { Length: > 0 } remaining)
            {
                return remaining;
            }
        }

        return [];
    }

    /// <summary>Determines whether a word says no more than that an airport is meant.</summary>
    public static bool IsDesignation(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[16];
        return word.ToLowerInvariant(lower) > 0 && lower[..word.Length] is "airport" or "airports" or "international" or "intl";
    }

    /// <summary>
    /// Filters places by one qualifier. A country takes precedence over a state: <c>CA</c> is Canada if the name exists there, or else
    /// California.
    /// </summary>
    private PlaceEntry[] FilterByOne(PlaceEntry[] places, ReadOnlySpan<char> qualifier)
    {
        if (IsDesignation(qualifier))
        {
            return places;
        }

        var country = countries.FindByFoldedText(qualifier)?.Code;
        if (Array.FindAll(places, place => place.Place.Country == country) is { Length: > 0 } inCountry)
        {
            return inCountry;
        }

        var text = qualifier.ToString();
        var inRegion = Array.FindAll(places, place => place.Place.State is { } state
            && (place.Region.Equals(text, StringComparison.OrdinalIgnoreCase) || TextFold.Fold(state) == text));
        return inRegion.Length > 0 ? inRegion : FilterByPlace(places, qualifier);
    }

    /// <summary>Filters places by a city or airport: the smaller of two that overlap is meant (<c>JFK, New York</c>).</summary>
    private PlaceEntry[] FilterByPlace(PlaceEntry[] places, ReadOnlySpan<char> qualifier)
    {
        var found = new List<PlaceEntry>();
        PlaceEntry[] others = [.. names.FindCities(qualifier), .. names.FindAirports(qualifier)];
        foreach (var other in codes.Find(qualifier) is { } coded ? [.. others, coded] : others)
        {
            foreach (var place in places)
            {
                var (smaller, larger) = other.Place.Airports.Count < place.Place.Airports.Count ? (other, place) : (place, other);
                if (larger.Place.Airports.Contains(smaller.Place.Airports[0]) && !found.Contains(smaller))
                {
                    found.Add(smaller);
                }
            }
        }

        found.Sort((a, b) => a.Rank - b.Rank);
        return [.. found];
    }
}
