using System.Text.Json;

namespace CarSearch.Mcp;

/// <summary>The progress of a search, as a response has it.</summary>
/// <param name="IsRunning">Whether the search has not ended.</param>
/// <param name="Suppliers">The number of suppliers; 0 before the start.</param>
/// <param name="Ended">The number of those that have ended.</param>
/// <param name="HasSimulated">Whether offers of some are simulated.</param>
/// <param name="Offers">The number of offers.</param>
/// <param name="Matched">The number of those that match.</param>
/// <param name="Listed">The number of those in the response.</param>
/// <param name="HasMore">Whether there are more pages.</param>
/// <param name="Error">Why the search has no result, if so.</param>
internal sealed record SearchProgress(
    bool IsRunning, int Suppliers, int Ended, bool HasSimulated, int Offers, int Matched, int Listed, bool HasMore, string? Error)
{
    /// <summary>Reads the progress from the body of a response.</summary>
    public static SearchProgress Read(JsonElement body)
    {
        var suppliers = body.GetProperty("suppliers").EnumerateArray().ToArray();
        var error = body.GetProperty("error");
        return new(
            body.GetProperty("status").GetString() is "NotStarted" or "Running",
            suppliers.Length,
            suppliers.Count(supplier => supplier.GetProperty("status").GetString() != "Running"),
            suppliers.Any(supplier => supplier.GetProperty("simulated").GetBoolean()),
            body.GetProperty("total").GetInt32(),
            body.GetProperty("matched").GetInt32(),
            body.GetProperty("offers").GetArrayLength(),
            body.GetProperty("links").GetProperty("next").ValueKind is JsonValueKind.String,
            error.ValueKind is JsonValueKind.Object ? error.GetProperty("message").GetString() : null);
    }
}
