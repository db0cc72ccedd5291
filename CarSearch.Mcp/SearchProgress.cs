using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CarSearch.Mcp;

/// <summary>The progress of a search, as a response has it. Before the start it has no suppliers. Listed offers are on the page.</summary>
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

/// <summary>Notifies a client of progress, if its request has a progress token.</summary>
internal sealed class ProgressReporter(RequestContext<CallToolRequestParams> request)
{
    private int reported = -1;

    /// <summary>Notifies of the progress, unless it has not increased.</summary>
    public async ValueTask ReportAsync(SearchProgress progress, CancellationToken cancellationToken)
    {
        if (request.Params?.ProgressToken is not { } token || progress.Ended <= reported)
        {
            return;
        }

        reported = progress.Ended;
        var value = new ProgressNotificationValue
        {
            Progress = progress.Ended,
            Total = progress.Suppliers == 0 ? null : progress.Suppliers,
            Message = ToolTexts.DescribeProgress(progress),
        };
        await request.Server.NotifyProgressAsync(token, value, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
