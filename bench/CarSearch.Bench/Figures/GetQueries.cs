namespace CarSearch.Bench.Figures;

/// <summary>Queries as callers send them: filters, sorts, pages, upgrades.</summary>
internal static class GetQueries
{
    private static readonly string[] s_templates =
    [
        "?size=compact&rating=8&upgrade=fullSize",
        "?size=medium&transmission=automatic&sort=rating",
        "?type=suv,crossover&seats=5",
        "?limit=100&skip=100",
        "?maxPrice={0}&sort=size",
        "?size=economy&upgrade=intermediate&limit=50",
        "",
        "?supplier={1}&limit=50",
        "?size=small&rating=7.5&sort=rating&limit=20&skip=20",
        "?type=car&transmission=manual&maxPrice={0}",
        "?size=large,premium&sort=price&skip=10",
        "?size=standard&upgrade=luxury&seats=4&sort=size&limit=100",
    ];

    /// <summary>So many different pairs of token and query, at most twelve a token, spread over all tokens.</summary>
    public static IReadOnlyList<string> Create(IReadOnlyList<string> tokens, IReadOnlyList<string> suppliers, int count)
    {
        if (count > tokens.Count * s_templates.Length)
        {
            throw new BenchException($"{count} pairs need more tokens than {tokens.Count}.");
        }

        return [.. Enumerable.Range(0, count).Select(Target)];

        string Target(int index)
        {
            // A step of 5 meets each of the twelve before it repeats.
            var (turn, token) = Math.DivRem(index, tokens.Count);
            var template = s_templates[(token + (turn * 5)) % s_templates.Length];
            var query = template
                .Replace("{0}", $"{150 + (index % 20 * 25)}", StringComparison.Ordinal)
                .Replace("{1}", Uri.EscapeDataString(suppliers[index % suppliers.Count]), StringComparison.Ordinal);
            return $"/api/searches/{tokens[token]}{query}";
        }
    }
}
