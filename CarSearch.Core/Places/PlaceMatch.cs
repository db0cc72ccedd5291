namespace CarSearch.Places;

/// <summary>What a text that should name a place turned out to be: exactly one of the three nested cases.</summary>
public abstract record PlaceMatch
{
    private PlaceMatch()
    {
    }

    /// <summary>The text means this place.</summary>
    /// <param name="Place">The place.</param>
    public sealed record Found(Place Place) : PlaceMatch;

    /// <summary>The text could mean several places, and none of them alone is in the largest class.</summary>
    /// <param name="Candidates">At most ten of them, largest first.</param>
    public sealed record Ambiguous(IReadOnlyList<Place> Candidates) : PlaceMatch;

    /// <summary>The text means no place.</summary>
    /// <param name="Suggestions">At most three cities that may have been meant, likeliest first; often none.</param>
    public sealed record Unknown(IReadOnlyList<Place> Suggestions) : PlaceMatch;
}
