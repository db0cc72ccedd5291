namespace CarSearch.Offers;

/// <summary>A parameter of the query string of a search: its names, and how its value is parsed and formatted.</summary>
internal class QueryParameter(string name, ValueFormat format)
{
    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>How the value is parsed and formatted.</summary>
    public ValueFormat Format => format;

    /// <summary>The name in the original API, which is accepted too; null when there is none.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The parameter that <see cref="Check"/> depends on; null when there is none.</summary>
    public QueryParameter? DependsOn { get; init; }

    /// <summary>Checks the value against the rest of the query: returns what is wrong, or null. Null when there is no check.</summary>
    public Func<OfferQuery, string?>? Check { get; init; }

    /// <summary>The value of a query that does not have the parameter; null when there is none.</summary>
    public object? Default { get; init; }
}

/// <summary>A parameter with a value of type <typeparamref name="T"/>.</summary>
internal class QueryParameter<T>(string name, ValueFormat format) : QueryParameter(name, format)
    where T : notnull;
