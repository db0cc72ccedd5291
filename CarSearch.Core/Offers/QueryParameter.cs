using System.Diagnostics.CodeAnalysis;

namespace CarSearch.Offers;

/// <summary>A parameter of the query string of a search: its names, and how its value is parsed and formatted.</summary>
internal abstract class QueryParameter(string name)
{
    /// <summary>The name.</summary>
    public string Name => name;

    /// <summary>The name in the original API, which is accepted too; null when there is none.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The parameter that <see cref="Check"/> depends on; null when there is none.</summary>
    public QueryParameter? DependsOn { get; init; }

    /// <summary>Checks the value against the rest of the query: returns what is wrong, or null. Null when there is no check.</summary>
    public Func<OfferQuery, string?>? Check { get; init; }

    /// <summary>Whether several values are accepted, repeated or separated by commas.</summary>
    public abstract bool IsList { get; }

    /// <summary>The accepted values, as they are listed in an error.</summary>
    public abstract string Allowed { get; }

    /// <summary>Parses the value.</summary>
    /// <param name="words">The words, at least one; exactly one unless <see cref="IsList"/>.</param>
    /// <param name="value">The value.</param>
    /// <param name="invalid">The words that are not valid.</param>
    /// <returns>Whether all words are valid.</returns>
    public abstract bool TryParse(IReadOnlyList<string> words, [NotNullWhen(true)] out object? value, out IReadOnlyList<string> invalid);

    /// <summary>Formats a value in its canonical form, escaped for a query string.</summary>
    public abstract string Format(object value);

    /// <summary>Whether a value means the same as none.</summary>
    public abstract bool IsDefault(object value);
}

/// <summary>A parameter with a value of type <typeparamref name="T"/>.</summary>
internal class QueryParameter<T>(string name, ValueFormat<T> format) : QueryParameter(name)
    where T : notnull
{
    private readonly object? defaultValue;

    /// <summary>The value of a query that does not have the parameter.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Default
    {
        get => defaultValue is T value ? value : throw new InvalidOperationException($"The parameter {Name} has no default.");
        init => defaultValue = value;
    }

    /// <inheritdoc/>
    public override bool IsList => format.IsList;

    /// <inheritdoc/>
    public override string Allowed => format.Allowed;

    /// <inheritdoc/>
    public override bool TryParse(IReadOnlyList<string> words, [NotNullWhen(true)] out object? value, out IReadOnlyList<string> invalid)
    {
        var isParsed = format.TryParse(words, out var parsed, out invalid);
        value = isParsed ? parsed : null;
        return isParsed;
    }

    /// <inheritdoc/>
    public override string Format(object value) => format.Format((T)value);

    /// <inheritdoc/>
    public override bool IsDefault(object value) => value.Equals(defaultValue);
}
