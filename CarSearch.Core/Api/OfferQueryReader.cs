using System.Globalization;
using CarSearch.Cars;
using CarSearch.Offers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CarSearch.Api;

/// <summary>What a GET of a search asks for, beside the token.</summary>
/// <param name="Offers">The filters, the order and the page.</param>
/// <param name="Wait">How long to wait for the search's end, by the query; null when the query does not say.</param>
/// <param name="User">The token by its original name.</param>
internal sealed record SearchQuery(OfferQuery Offers, TimeSpan? Wait, string? User);

/// <summary>Reads the filters of a GET. Every fault is reported under the query name it concerns; an empty value counts as not given.</summary>
internal sealed class OfferQueryReader
{
    private static readonly string[] Known =
        ["size", "type", "upgrade", "supplier", "rating", "transmission", "seats", "maxPrice", "sort", "limit", "skip", "wait"];

    private static readonly string[] KnownWithOriginals = [.. Known, "CarSize", "SupplierRating", "UpgradeClass"];
    private static readonly string[] KnownWithUser = ["User", .. KnownWithOriginals];

    private static readonly CarSize[] Small = [CarSize.Mini, CarSize.Economy, CarSize.Compact];
    private static readonly CarSize[] Medium = [CarSize.Intermediate, CarSize.Standard];
    private static readonly CarSize[] Large = [CarSize.FullSize, CarSize.Premium, CarSize.Luxury, CarSize.Oversize];

    private static readonly string SizeWords = $"small, medium, large, {string.Join(", ", CarWords.Sizes.All)}";

    private readonly Errors errors = new();
    private readonly Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase);
    private OfferQuery query = new();
    private bool hasGroup;
    private TimeSpan? wait;
    private string? user;

    /// <summary>Reads a query string.</summary>
    /// <param name="request">The request.</param>
    /// <param name="takesUser">Whether the token comes in the query, by its original name <c>User</c>.</param>
    /// <param name="problem">What is wrong, when the result is null.</param>
    public static SearchQuery? Read(HttpRequest request, bool takesUser, out Problem? problem)
    {
        problem = QueryNames.TooLong(request);
        return problem is null ? new OfferQueryReader().ReadAll(request.Query, takesUser, out problem) : null;
    }

    private SearchQuery? ReadAll(IQueryCollection names, bool takesUser, out Problem? problem)
    {
        foreach (var (name, values) in names)
        {
            if (!QueryNames.IsGate(name))
            {
                ReadOne(name, values, takesUser);
            }
        }

        CheckUpgrade();
        if (takesUser && user is null && !errors.Has("User"))
        {
            errors.Add("User", "Give the token of the search, as POST /api/searches gave it.");
        }

        problem = errors.IsEmpty ? null : Problem.InvalidQuery("InvalidFilter", "The query has filters that can't be read. Each is named under errors.", errors);
        return problem is null ? new(query, wait, user) : null;
    }

    private void ReadOne(string name, StringValues values, bool takesUser)
    {
        if (Array.Find(takesUser ? KnownWithUser : KnownWithOriginals, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            errors.Add(QueryNames.Bounded(name), QueryNames.Unknown(takesUser ? KnownWithUser : Known));
            return;
        }

        name = known;
        var meaning = Meaning(name);

        var isList = meaning is "size" or "type" or "supplier";
        var words = Words(values, isList);
        if (words.Length == 0)
        {
            return;
        }

        if (!given.TryAdd(meaning, name))
        {
            errors.Add(name, $"{name} and {given[meaning]} mean the same; give one of them.");
            return;
        }

        if (words.Length > 1 && !isList)
        {
            errors.Add(name, $"It is given {words.Length} times; it takes one value.");
            return;
        }

        var word = words[0];
        switch (meaning)
        {
            case "size": ReadSizes(name, words); break;
            case "type": ReadTypes(name, words); break;
            case "supplier": query = query with { Suppliers = [.. words.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)] }; break;
            case "upgrade": query = query with { Upgrade = Word(name, word, CarWords.Sizes) }; break;
            case "transmission": query = query with { Transmission = Word(name, word, CarWords.Transmissions) }; break;
            case "sort": query = query with { Sort = Word(name, word, Sorts) ?? default }; break;
            case "rating": query = query with { Rating = Decimal(name, word, 0, 10, "a number from 0 to 10") }; break;
            case "maxPrice": query = query with { MaxPrice = Decimal(name, word, 0, 1_000_000_000, "an amount above 0, at most 1000000000, in the search's currency", isAbove: true) }; break;
            case "seats": query = query with { Seats = Integer(name, word, 1, 60) }; break;
            case "limit": query = query with { Limit = Integer(name, word, 1, 100) ?? query.Limit }; break;
            case "skip": query = query with { Skip = Integer(name, word, 0, OfferQuery.MostSkipped) ?? 0 }; break;
            case "wait": ReadWait(name, word); break;
            default: user = word; break;
        }
    }

    private static CarWords.Words<OfferSort> Sorts { get; } = new();

    /// <summary>The name of a filter for a name that the original API gave it.</summary>
    private static string Meaning(string name) => name switch
    {
        "CarSize" => "size",
        "SupplierRating" => "rating",
        "UpgradeClass" => "upgrade",
        _ => name,
    };

    private static string[] Words(StringValues values, bool isList) =>
    [
        .. values
            .SelectMany(value => isList ? (value ?? "").Split(',') : [value ?? ""])
            .Select(word => word.Trim())
            .Where(word => word.Length > 0),
    ];

    private void ReadSizes(string name, string[] words)
    {
        var sizes = new SortedSet<CarSize>();
        foreach (var word in words)
        {
            CarSize[]? group = word.ToUpperInvariant() switch { "SMALL" => Small, "MEDIUM" => Medium, "LARGE" => Large, _ => null };
            if (group is not null)
            {
                hasGroup = true;
                sizes.UnionWith(group);
            }
            else if (CarWords.Sizes.Find(word) is { } size)
            {
                sizes.Add(size);
            }
            else
            {
                errors.Add(name, $"{Errors.Quote(word)} is not a size; it takes {SizeWords}.");
            }
        }

        query = query with { Sizes = [.. sizes] };
    }

    private void ReadTypes(string name, string[] words)
    {
        var types = new SortedSet<CarType>();
        foreach (var word in words)
        {
            if (Word(name, word, CarWords.Types) is { } type)
            {
                types.Add(type);
            }
        }

        query = query with { Types = [.. types] };
    }

    private void ReadWait(string name, string word)
    {
        if (double.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && double.IsFinite(seconds))
        {
            wait = WaitPreference.Clamp(seconds);
        }
        else
        {
            errors.Add(name, $"{Errors.Quote(word)} is not a number of seconds; it takes 0 to 30.");
        }
    }

    private void CheckUpgrade()
    {
        if (query.Upgrade is not { } upgrade || errors.Has(given.GetValueOrDefault("size", "size")))
        {
            return;
        }

        var name = given["upgrade"];
        if (hasGroup || query.Sizes is not { Count: 1 })
        {
            errors.Add(name, "An upgrade needs exactly one size of the ladder to start from, such as size=compact&upgrade=fullSize.");
        }
        else if (upgrade <= query.Sizes[0])
        {
            errors.Add(
                name,
                $"{CarWords.Sizes[(int)upgrade]} is not larger than {CarWords.Sizes[(int)query.Sizes[0]]}; the ladder is {string.Join(", ", CarWords.Sizes.All)}.");
        }
    }

    private T? Word<T>(string name, string word, CarWords.Words<T> words)
        where T : struct, Enum
    {
        var value = words.Find(word);
        if (value is null)
        {
            errors.Add(name, $"{Errors.Quote(word)} is not known; it takes {string.Join(", ", words.All)}.");
        }

        return value;
    }

    private decimal? Decimal(string name, string word, decimal least, decimal most, string takes, bool isAbove = false)
    {
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && (isAbove ? value > least : value >= least) && value <= most)
        {
            return value;
        }

        errors.Add(name, $"{Errors.Quote(word)} can't be read; it takes {takes}.");
        return null;
    }

    private int? Integer(string name, string word, int least, int most)
    {
        if (int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        errors.Add(name, $"{Errors.Quote(word)} can't be read; it takes a whole number from {least} to {most}.");
        return null;
    }
}
