using CarSearch.Searches;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CarSearch.Api;

/// <summary>Maps exceptions of request handlers and of their results to responses, identically on every host.</summary>
internal sealed partial class RequestExceptionHandler(TimeProvider time, ILogger logger)
{
    private readonly OutageLog outages = new("Requests get 503", "No request has got 503 for a while", time, logger);

    public async Task<IResult> ExecuteAsync(HttpRequest request, Func<Task<IResult>> handler)
    {
        try
        {
            var result = await handler().ConfigureAwait(false);
            outages.Succeeded();
            return new HandledResult(result, this);
        }
        catch (StoreUnavailableException exception)
        {
            outages.Failed(exception.Message);
            LogUnavailable(exception);
            return Problem.Unavailable(exception.RetryAfter);
        }
        catch (Exception exception) when (IsAbort(exception, request.HttpContext))
        {
            return ApiResponse.Empty(request.HttpContext, StatusCodes.Status499ClientClosedRequest);
        }
#pragma warning disable CA1031 // Unhandled exceptions return problem details too.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUnhandled(exception);
            return Problem.InternalError;
        }
    }

    /// <summary>Whether the exception results from a connection that was closed by the caller, or by a server that stops.</summary>
    private static bool IsAbort(Exception exception, HttpContext context) =>
        (exception.InnerException ?? exception) is ConnectionAbortedException or ConnectionResetException
        || (context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The store or the orchestrator is unavailable.")]
    private partial void LogUnavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Unhandled exception while processing the request.")]
    private partial void LogUnhandled(Exception exception);

    /// <summary>A result whose exceptions are handled too, unless the response has started.</summary>
    private sealed class HandledResult(IResult result, RequestExceptionHandler owner) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                await result.ExecuteAsync(httpContext).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsAbort(exception, httpContext))
            {
                // The caller closed the connection.
            }
            catch (Exception exception) when (!httpContext.Response.HasStarted && !httpContext.RequestAborted.IsCancellationRequested)
            {
                owner.LogUnhandled(exception);
                httpContext.Response.Clear();
                await Problem.InternalError.ExecuteAsync(httpContext).ConfigureAwait(false);
            }
        }
    }
}
