using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CarSearch.Api;
using CarSearch.Offers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace CarSearch.Mcp;

/// <summary>Handles the calls of tools, for the caller of one request.</summary>
internal sealed partial class ToolHandlers(ApiClient api, TimeProvider time, ILogger logger)
{
    /// <summary>The maximum size of an answer, in bytes of its text, unless it has one offer or the caller sets their number.</summary>
    public const int MaxBytes = 4096;

    private const int FirstLimit = 20;

    private const string Limit = "limit";

    /// <summary>Handles a call. Errors are results, so that the model can read them.</summary>
    public async ValueTask<CallToolResult> CallAsync(
        RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params is not { } call
            || ToolDefinitions.All.FirstOrDefault(tool => tool.Tool.Name == call.Name) is not { } definition)
        {
            return Error($"There is no such tool. Tools: {string.Join(", ", ToolDefinitions.All.Select(tool => tool.Tool.Name))}.");
        }

        try
        {
            var arguments = new ToolArguments(call.Arguments ?? new Dictionary<string, JsonElement>());
            if (arguments.DescribeUnknown(definition.Arguments) is { } unknown)
            {
                return Error(unknown);
            }

            return definition.Arguments.Contains("token") && !arguments.Has("token")
                ? Error("token: Missing. Allowed: a token that search_cars returned.")
                : await CallAsync(definition.Tool.Name, arguments, new(request), cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody receives it.
            return Error("The call was canceled.");
        }
#pragma warning disable CA1031 // The SDK would hide any other exception from the model, and log it with what the caller sent.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnhandled(exception);
            return Error(Problem.InternalError.Detail);
        }
    }

    private async Task<CallToolResult> CallAsync(
        string tool, ToolArguments arguments, ProgressReporter progress, CancellationToken cancellationToken)
    {
        if (tool is ToolDefinitions.FindPlaces)
        {
            return await FindPlacesAsync(arguments, cancellationToken).ConfigureAwait(false);
        }

        if (tool is ToolDefinitions.CancelSearch)
        {
            return await CancelSearchAsync(arguments, cancellationToken).ConfigureAwait(false);
        }

        // Wrong filters must not start a search.
        var (query, problem) = await api.ReadQueryAsync(
            arguments.ToQueryString([.. ToolDefinitions.OfferParameterNames, "wait"]), cancellationToken).ConfigureAwait(false);
        return query is null ? Error(ToolTexts.DescribeProblem(problem))
            : tool is ToolDefinitions.SearchCars
                ? await SearchCarsAsync(arguments, query, progress, cancellationToken).ConfigureAwait(false)
                : await GetOffersAsync(arguments, query, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CallToolResult> FindPlacesAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var result = await api.FindPlacesAsync(arguments.ToQueryString(["q", "limit"]), cancellationToken).ConfigureAwait(false);
        return result.IsSuccess
            ? Success("{\"places\":" + Encoding.UTF8.GetString(result.Body) + "}")
            : Error(ToolTexts.DescribeProblem(result));
    }

    private async Task<CallToolResult> SearchCarsAsync(
        ToolArguments arguments, SearchQuery query, ProgressReporter progress, CancellationToken cancellationToken)
    {
        var started = await api.StartAsync(arguments.ToJson(ToolDefinitions.SearchMembers), cancellationToken).ConfigureAwait(false);
        if (!started.IsSuccess)
        {
            return Error(ToolTexts.DescribeProblem(started));
        }

        var token = started.Parse().GetProperty("token").GetString()!;
        var page = new OfferPage(
            token,
            Join(arguments.ToQueryString(ToolDefinitions.OfferParameterNames), "best=size&view=brief"),
            FirstLimit,
            IsFixed: false,
            Skip: 0,
            query.Offers.Has(OfferFilters.Size),
            IsBest: true);
        return await FindAsync(
            page,
            query.Wait ?? TimeSpan.FromSeconds(ToolDefinitions.DefaultWait),
            $"The search was started, with the token {token}. Do not search again: call get_offers with this token. ",
            progress,
            cancellationToken).ConfigureAwait(false);
    }

    private Task<CallToolResult> GetOffersAsync(
        ToolArguments arguments, SearchQuery query, ProgressReporter progress, CancellationToken cancellationToken)
    {
        var text = arguments.ToQueryString(ToolDefinitions.OfferParameterNames.Remove(Limit));
        var page = new OfferPage(
            arguments.GetText("token"),
            arguments.Has("view") ? text : Join(text, "view=brief"),
            arguments.Has(Limit) ? query.Offers.Get(OfferParameters.Limit) : FirstLimit,
            arguments.Has(Limit),
            query.Offers.Get(OfferParameters.Skip),
            query.Offers.Has(OfferFilters.Size),
            IsBest: false);
        return FindAsync(page, query.Wait ?? TimeSpan.Zero, "", progress, cancellationToken);
    }

    private async Task<CallToolResult> CancelSearchAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        var result = await api.DeleteAsync(arguments.GetText("token"), cancellationToken).ConfigureAwait(false);
        return result.IsSuccess
            ? new() { Content = [new TextContentBlock { Text = "The search was stopped and deleted. Its token is no longer valid." }] }
            : Error(ToolTexts.DescribeProblem(result));
    }

    /// <summary>Gets offers, after waiting for the end of the search, as many as fit. An introduction stands before an error.</summary>
    private async Task<CallToolResult> FindAsync(
        OfferPage page, TimeSpan wait, string introduction, ProgressReporter progress, CancellationToken cancellationToken)
    {
        var result = await WaitAsync(page, wait, progress, cancellationToken).ConfigureAwait(false);
        while (result.IsSuccess)
        {
            var body = result.Parse();
            var state = SearchProgress.Read(body);
            var next = ToolTexts.DescribeNext(state, page.Skip + state.Listed, page.HasSize, page.IsBest);
            var excess = result.Body.Length + Encoding.UTF8.GetByteCount(next) - MaxBytes;
            if (page.IsFixed || excess <= 0 || state.Listed <= 1)
            {
                return Success(Encoding.UTF8.GetString(result.Body), next);
            }

            var offerBytes = JsonMarshal.GetRawUtf8Value(body.GetProperty("offers")).Length / state.Listed;
            page = page with { Limit = Math.Max(1, state.Listed - 1 - (excess / offerBytes)) };
            result = await GetAsync(page, "", null, cancellationToken).ConfigureAwait(false);
        }

        return Error(introduction + ToolTexts.DescribeProblem(result));
    }

    /// <summary>Gets offers, after waiting for the end of the search, and reports each change.</summary>
    private async Task<ApiResult> WaitAsync(
        OfferPage page, TimeSpan wait, ProgressReporter progress, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var result = await GetAsync(page, "", null, cancellationToken).ConfigureAwait(false);
        while (result.IsSuccess && SearchProgress.Read(result.Parse()) is { IsRunning: true } state
            && wait - time.GetElapsedTime(start) is var remaining && remaining > TimeSpan.Zero)
        {
            await progress.ReportAsync(state, cancellationToken).ConfigureAwait(false);
            var seconds = remaining.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            var changed = await GetAsync(page, $"until=change&wait={seconds}", result.ETag, cancellationToken).ConfigureAwait(false);

            // Nothing has changed in this time, or too many requests are waiting.
            if (changed.Status == StatusCodes.Status304NotModified)
            {
                break;
            }

            result = changed;
        }

        return result;
    }

    private Task<ApiResult> GetAsync(OfferPage page, string more, string? etag, CancellationToken cancellationToken) =>
        api.GetAsync(page.Token, Join(page.Query, $"{Limit}={page.Limit}", more), etag, cancellationToken);

    /// <summary>A result whose first text is its structured content, for clients that read only texts.</summary>
    private static CallToolResult Success(string json, params IEnumerable<string> more) => new()
    {
        Content = [.. more.Prepend(json).Select(text => new TextContentBlock { Text = text })],
        StructuredContent = JsonElement.Parse(json),
    };

    private static CallToolResult Error(string text) => new() { IsError = true, Content = [new TextContentBlock { Text = text }] };

    private static string Join(params IEnumerable<string> queries) => string.Join('&', queries.Where(query => query.Length > 0));

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception in a tool.")]
    private partial void LogUnhandled(Exception exception);

    /// <summary>A page of offers.</summary>
    /// <param name="Token">The token of the search.</param>
    /// <param name="Query">The parameters other than the limit.</param>
    /// <param name="Limit">The maximum number of offers.</param>
    /// <param name="IsFixed">Whether the caller has set the limit.</param>
    /// <param name="Skip">The number of offers before the page.</param>
    /// <param name="HasSize">Whether the offers are filtered by size.</param>
    /// <param name="IsBest">Whether the tool has added <c>best=size</c>.</param>
    private sealed record OfferPage(string Token, string Query, int Limit, bool IsFixed, int Skip, bool HasSize, bool IsBest);
}
