namespace CarSearch.Places;

/// <summary>The result of resolving a text to a place: one of the four nested types.</summary>
public abstract record PlaceMatch
{
    private PlaceMatch()
    {
    }

    /// <summary>Gets the places that may have been meant, where the text does not name one.</summary>
    public IReadOnlyList<Place> Alternatives => this switch
    {
        Ambiguous(var candidates) => candidates,
        Retired(var successor) => [successor],
        Unknown(var suggestions) => suggestions,
        _ => [],
    };

    /// <summary>The text names one place.</summary>
    /// <param name="Place">The place.</param>
    public sealed record Found(Place Place) : PlaceMatch;

    /// <summary>The text names several places, of which no single one is in the largest class.</summary>
    /// <param name="Candidates">At most ten of the places, largest first.</param>
    public sealed record Ambiguous(IReadOnlyList<Place> Candidates) : PlaceMatch;

    /// <summary>The text is the code of an airport that is closed or has another code now.</summary>
    /// <param name="Successor">The airport that replaced it.</param>
    public sealed record Retired(Place Successor) : PlaceMatch;

    /// <summary>The text names no place.</summary>
    /// <param name="Suggestions">At most three similar cities, most similar first.</param>
    public sealed record Unknown(IReadOnlyList<Place> Suggestions) : PlaceMatch;
}
