using CarSearch.Searches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CarSearch.Api;

/// <summary>Turns what handlers throw into answers.</summary>
internal sealed partial class Guard(ILogger logger)
{
    public async Task<IResult> RunAsync(HttpRequest request, Func<Task<IResult>> handler)
    {
        try
        {
            return new Guarded(await handler().ConfigureAwait(false), this);
        }
        catch (StoreUnavailableException exception)
        {
            Unavailable(exception);
            return Problem.Unavailable(exception.RetryAfter);
        }
        catch (Exception exception) when (IsAbort(exception, request.HttpContext))
        {
            return EmptyAnswer.ClientClosedRequest;
        }
#pragma warning disable CA1031 // A fault of ours is told as problem details too, on every host.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(exception);
            return Problem.Internal;
        }
    }

    /// <summary>Whether the caller has gone.</summary>
    private static bool IsAbort(Exception exception, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested && exception is OperationCanceledException or IOException;

    [LoggerMessage(Level = LogLevel.Error, Message = "A request could not be answered: the store or the orchestrator can't be reached.")]
    private partial void Unavailable(Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed for a reason that is ours.")]
    private partial void Failed(Exception exception);

    /// <summary>An answer that is still to be put together: where that fails before anything was sent, the fault is told as well.</summary>
    private sealed class Guarded(IResult answer, Guard guard) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            try
            {
                await answer.ExecuteAsync(httpContext).ConfigureAwait(false);
            }
            catch (Exception exception) when (IsAbort(exception, httpContext))
            {
                // Nobody is left to read it.
            }
            catch (Exception exception) when (!httpContext.Response.HasStarted && !httpContext.RequestAborted.IsCancellationRequested)
            {
                guard.Failed(exception);
                httpContext.Response.Clear();
                await Problem.Internal.ExecuteAsync(httpContext).ConfigureAwait(false);
            }
        }
    }
}
