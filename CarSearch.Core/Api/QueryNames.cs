using Microsoft.AspNetCore.Http;

namespace CarSearch.Api;

/// <summary>The parameters that a query string may have.</summary>
internal static class QueryNames
{
    public const int MaxQueryLength = 2048;

    /// <summary>Parameters of Azure Functions, which are ignored.</summary>
    public static bool IsGate(string name) =>
        name.Equals("code", StringComparison.OrdinalIgnoreCase) || name.Equals("clientId", StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks that a query string is not too long and has no parameters but those allowed.</summary>
    public static Problem? Check(HttpRequest request, params ReadOnlySpan<string> allowed)
    {
        if (TooLong(request) is { } problem)
        {
            return problem;
        }

        Errors? errors = null;
        foreach (var (name, _) in request.Query)
        {
            if (!IsGate(name) && !allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                errors ??= new();
                errors.Add(Bounded(name), Unknown(allowed));
            }
        }

        return errors is null ? null : Problem.InvalidQuery("InvalidQuery", "The query string has unknown parameters.", errors);
    }

    public static Problem? TooLong(HttpRequest request)
    {
        if ((request.QueryString.Value?.Length ?? 0) <= MaxQueryLength)
        {
            return null;
        }

        var error = $"It has {request.QueryString.Value!.Length} characters. Allowed: at most {MaxQueryLength}.";
        return Problem.InvalidQuery("InvalidQuery", "The query string is too long.", new() { { "query", error } });
    }

    public static string Unknown(ReadOnlySpan<string> allowed) => allowed.IsEmpty
        ? "Unknown parameter. Allowed: none."
        : $"Unknown parameter. Allowed: {string.Join(", ", allowed!)}.";

    /// <summary>Truncates a caller's name for use in a response.</summary>
    public static string Bounded(string name) => Errors.Quote(name)[1..^1];
}
