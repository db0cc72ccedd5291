using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CarSearch.Offers;

/// <summary>Which offers are returned, and in what order: the values of <see cref="OfferParameters"/>.</summary>
internal sealed class OfferQuery
{
    private readonly ImmutableArray<(QueryParameter Parameter, object Value)> values;

    private OfferQuery(ImmutableArray<(QueryParameter Parameter, object Value)> values) => this.values = values;

    public static OfferQuery Empty { get; } = new([]);

    /// <summary>Creates the query of some values, of which defaults are left out.</summary>
    public static OfferQuery Create(IReadOnlyDictionary<QueryParameter, object> values)
    {
        var kept = ImmutableArray.CreateBuilder<(QueryParameter, object)>(values.Count);
        foreach (var parameter in OfferParameters.All)
        {
            if (values.TryGetValue(parameter, out var value) && !value.Equals(parameter.Default))
            {
                kept.Add((parameter, value));
            }
        }

        return new(kept.DrainToImmutable());
    }

    public bool Has(QueryParameter parameter) => values.Any(value => value.Parameter == parameter);

    /// <summary>Gets the value of a parameter, if the query has one.</summary>
    public bool TryGet<T>(QueryParameter<T> parameter, [NotNullWhen(true)] out T? value)
        where T : notnull
    {
        foreach (var (given, boxed) in values)
        {
            if (given == parameter)
            {
                value = (T)boxed;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Gets the value of a parameter that has a default.</summary>
    public T Get<T>(QueryParameter<T> parameter)
        where T : notnull => TryGet(parameter, out var value) ? value : (T)parameter.Default!;

    /// <summary>The same query with another value of a parameter.</summary>
    public OfferQuery With<T>(QueryParameter<T> parameter, T value)
        where T : notnull
    {
        var changed = values.ToDictionary();
        changed[parameter] = value;
        return Create(changed);
    }

    public OfferQuery Without(QueryParameter parameter) => new([.. values.Where(value => value.Parameter != parameter)]);

    /// <summary>
    /// The canonical query string, with its question mark: one text for each meaning, empty without parameters. Links and entity tags
    /// contain it.
    /// </summary>
    public string ToQueryString()
    {
        if (values.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (parameter, value) in values)
        {
            text.Append(text.Length == 0 ? '?' : '&').Append(parameter.Name).Append('=').Append(parameter.Format.ToText(value));
        }

        return text.ToString();
    }
}
