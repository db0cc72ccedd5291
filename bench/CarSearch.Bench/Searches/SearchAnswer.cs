using System.Text;
using System.Text.Json;
using CarSearch.Bench.Http;

namespace CarSearch.Bench.Searches;

/// <summary>What the benchmark looks at in a search that has ended. Suppliers that did not succeed are silent.</summary>
internal sealed record SearchAnswer(
    string Status, int Total, int Matched, DateTimeOffset RequestedAt, DateTimeOffset CompletedAt,
    IReadOnlyList<string> Suppliers, int Silent, int SlowestMs)
{
    /// <summary>How many offers such searches have, least and most.</summary>
    public static string OffersOf(IReadOnlyList<SearchAnswer> ended)
    {
        var (least, most) = (ended.Min(answer => answer.Total), ended.Max(answer => answer.Total));
        return least == most ? $"{least:N0}" : $"{least:N0} to {most:N0}";
    }

    /// <summary>Reads the body of a GET of a search that has ended.</summary>
    public static SearchAnswer Parse(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var suppliers = root.GetProperty("suppliers").EnumerateArray().ToList();
        return new SearchAnswer(
            root.GetProperty("status").GetString()!,
            root.GetProperty("total").GetInt32(),
            root.GetProperty("matched").GetInt32(),
            root.GetProperty("requestedAt").GetDateTimeOffset(),
            root.GetProperty("completedAt").GetDateTimeOffset(),
            [.. suppliers.Select(supplier => supplier.GetProperty("name").GetString()!)],
            suppliers.Count(supplier => supplier.GetProperty("status").GetString() != "Succeeded"),
            suppliers.Max(supplier => supplier.GetProperty("elapsedMs").GetInt32()));
    }

    /// <summary>Reads the token from the answer of a POST, without the cost of a parser.</summary>
    public static string Token(HttpAnswer answer)
    {
        var body = answer.Expect(202).Body.Span;
        var at = body.IndexOf("\"token\":\""u8);
        return at >= 0 && body.Length > at + 41 && body[at + 41] == '"'
            ? Encoding.ASCII.GetString(body.Slice(at + 9, 32))
            : throw new BenchException($"No token in {Encoding.UTF8.GetString(body)}");
    }
}
