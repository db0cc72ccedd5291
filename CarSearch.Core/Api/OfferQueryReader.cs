using System.Collections.Immutable;
using System.Globalization;
using CarSearch.Offers;
using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CarSearch.Api;

/// <summary>The query string of a GET of a search.</summary>
/// <param name="Offers">The filters, the order and the page.</param>
/// <param name="Wait">How long to wait for the search's end; null when the query string has no such parameter.</param>
/// <param name="Until">What ends the wait.</param>
/// <param name="User">The token, by its name in the original API.</param>
internal sealed record SearchQuery(OfferQuery Offers, TimeSpan? Wait, WaitUntil Until, string? User)
{
    /// <summary>Creates the condition that ends the wait before the end of the search; null if there is none.</summary>
    public Func<StoredRecord, bool>? CreateCondition(StringValues ifNoneMatch)
    {
        switch (Until)
        {
            case WaitUntil.First:
                return stored => stored.Offers.HasMatch(Offers);
            case WaitUntil.Change:
                var queryText = Offers.ToQueryString();
                return stored => !EntityTags.Match(ifNoneMatch, EntityTags.Compute(stored, queryText));
            default:
                return null;
        }
    }
}

/// <summary>What ends the wait of a GET before its time.</summary>
internal enum WaitUntil
{
    /// <summary>The end of the search.</summary>
    End,

    /// <summary>The first offer that matches the filters.</summary>
    First,

    /// <summary>A response that differs from the one in <c>If-None-Match</c>.</summary>
    Change,
}

/// <summary>Reads the query string of a GET of a search. Errors are reported by parameter; an empty value counts as none.</summary>
internal sealed class OfferQueryReader
{
    private static readonly QueryParameter Wait = new("wait", new("a number of seconds from 0 to 30", word => ParseWait(word), _ => ""));
    private static readonly QueryParameter Until = new("until", ValueFormat.Word<WaitUntil>());
    private static readonly QueryParameter User = new("User", new("a token", word => word, _ => ""));

    private static readonly ImmutableArray<QueryParameter> Parameters = [.. OfferParameters.All, Wait, Until];

    /// <summary>The parameters by each of their names, case ignored, with the name as it is defined.</summary>
    private static readonly Dictionary<string, (QueryParameter Parameter, string Name)> Known = new(
        from parameter in Parameters.Add(User)
        from name in new[] { parameter.Name, parameter.OriginalName }.OfType<string>()
        select KeyValuePair.Create(name, (parameter, name)),
        StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Names = [.. Parameters.Select(parameter => parameter.Name)];
    private static readonly string[] NamesWithUser =
        [User.Name, .. Names, .. Parameters.Select(parameter => parameter.OriginalName).OfType<string>()];

    private readonly Errors errors = new();
    private readonly Dictionary<QueryParameter, string> given = [];
    private readonly Dictionary<QueryParameter, object> values = [];

    /// <summary>Reads a query string, optionally with the token by its name in the original API. Returns null if it is not valid.</summary>
    public static SearchQuery? Read(HttpRequest request, bool acceptsUser, out Problem? problem)
    {
        problem = QueryNames.TooLong(request);
        return problem is null ? new OfferQueryReader().ReadAll(request.Query, acceptsUser, out problem) : null;
    }

    private SearchQuery? ReadAll(IQueryCollection query, bool acceptsUser, out Problem? problem)
    {
        foreach (var (name, words) in query)
        {
            if (!QueryNames.IsGate(name))
            {
                ReadOne(name, words, acceptsUser);
            }
        }

        var offers = OfferQuery.Create(values);
        Check(offers);
        if (acceptsUser && !given.ContainsKey(User))
        {
            errors.Add(User.Name, "The token is missing. Allowed: a token that POST /api/searches returned.");
        }

        problem = errors.Count == 0
            ? null
            : Problem.InvalidQuery("InvalidFilter", "The query string is not valid. Errors are listed by parameter.", errors);
        return problem is null
            ? new(offers, (TimeSpan?)Value(Wait), (WaitUntil?)Value(Until) ?? WaitUntil.End, (string?)Value(User))
            : null;
    }

    private object? Value(QueryParameter parameter) => values.GetValueOrDefault(parameter);

    private void ReadOne(string name, StringValues texts, bool acceptsUser)
    {
        if (!Known.TryGetValue(name, out var known) || (known.Parameter == User && !acceptsUser))
        {
            errors.Add(QueryNames.Bounded(name), QueryNames.Unknown(acceptsUser ? NamesWithUser : Names));
            return;
        }

        (var parameter, name) = known;
        var words = Words(texts, parameter.Format.IsList);
        if (words.Length == 0)
        {
            return;
        }

        if (!given.TryAdd(parameter, name))
        {
            errors.Add(name, $"{name} and {given[parameter]} mean the same. Allowed: one of them.");
        }
        else if (words.Length > 1 && !parameter.Format.IsList)
        {
            errors.Add(name, $"{words.Length} values. Allowed: one value.");
        }
        else if (parameter.Format.Parse(words, out var invalid) is { } value)
        {
            values.Add(parameter, value);
        }
        else
        {
            foreach (var word in invalid)
            {
                errors.Add(name, Errors.Invalid(word, parameter.Format.Allowed));
            }
        }
    }

    private static string[] Words(StringValues texts, bool isList) =>
    [
        .. texts
            .SelectMany(text => isList ? (text ?? "").Split(',') : [text ?? ""])
            .Select(word => word.Trim())
            .Where(word => word.Length > 0),
    ];

    /// <summary>Checks values against the rest of the query, unless what they depend on is invalid itself.</summary>
    private void Check(OfferQuery query)
    {
        foreach (var parameter in values.Keys)
        {
            var isDecided = parameter.DependsOn is not { } other || !given.ContainsKey(other) || values.ContainsKey(other);
            if (isDecided && parameter.Check?.Invoke(query) is { } error)
            {
                errors.Add(given[parameter], error);
            }
        }
    }

    private static TimeSpan? ParseWait(string word)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        return double.TryParse(word, Style, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds)
            ? WaitPreference.Clamp(seconds)
            : null;
    }
}
