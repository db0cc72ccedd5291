using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>Which names a query string may have.</summary>
internal static class QueryNames
{
    /// <summary>The longest query string that is looked at, in characters.</summary>
    public const int LongestQuery = 2048;

    /// <summary>Names of the Functions gate, which are not ours to refuse.</summary>
    public static bool IsGate(string name) =>
        name.Equals("code", StringComparison.OrdinalIgnoreCase) || name.Equals("clientId", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses a query string that is too long or has names beside those allowed.</summary>
    public static Problem? Check(HttpRequest request, params ReadOnlySpan<string> allowed)
    {
        if (TooLong(request) is { } problem)
        {
            return problem;
        }

        Errors? errors = null;
        foreach (var (name, _) in request.Query)
        {
            if (!IsGate(name) && !Contains(allowed, name))
            {
                errors ??= new();
                errors.Add(Bounded(name), Unknown(allowed));
            }
        }

        return errors is null ? null : Problem.InvalidQuery("InvalidQuery", "The query string has names that this address does not take.", errors);
    }

    public static Problem? TooLong(HttpRequest request)
    {
        if ((request.QueryString.Value?.Length ?? 0) <= LongestQuery)
        {
            return null;
        }

        var errors = new Errors();
        errors.Add("query", $"It has {request.QueryString.Value!.Length} characters; at most {LongestQuery} are read.");
        return Problem.InvalidQuery("InvalidQuery", "The query string is too long.", errors);
    }

    public static string Unknown(ReadOnlySpan<string> allowed) => allowed.IsEmpty
        ? "This address takes no query names."
        : $"This name is not known here; known are {string.Join(", ", allowed!)}.";

    /// <summary>A caller's own name as it may stand in an answer.</summary>
    public static string Bounded(string name)
    {
        var quoted = Errors.Quote(name);
        return quoted[1..^1];
    }

    private static bool Contains(ReadOnlySpan<string> names, string name)
    {
        foreach (var known in names)
        {
            if (known.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
