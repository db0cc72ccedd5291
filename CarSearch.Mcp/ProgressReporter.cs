using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CarSearch.Mcp;

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
