using System.Threading.Channels;

namespace CarSearch.Tests.OpenTravel;

/// <summary>A handler whose responses a test controls.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Channel<PendingRequest> requests = Channel.CreateUnbounded<PendingRequest>();
    private Func<HttpResponseMessage>? always;
    private int sent;
    private int concurrent;

    /// <summary>Gets the number of requests.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>Gets the maximum number of concurrent requests.</summary>
    public int MaxConcurrent { get; private set; }

    /// <summary>Responds to every further request at once.</summary>
    public void RespondAlways(Func<HttpResponseMessage> create) => always = create;

    /// <summary>Waits for the next request.</summary>
    public ValueTask<PendingRequest> NextAsync() => requests.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref sent);
        if (always is { } create)
        {
            return create();
        }

        var pending = new PendingRequest();
        lock (requests)
        {
            MaxConcurrent = Math.Max(MaxConcurrent, ++concurrent);
        }

        requests.Writer.TryWrite(pending);
        using var cancel = cancellationToken.Register(() => pending.Cancel(cancellationToken));
        try
        {
            return await pending.Response;
        }
        finally
        {
            lock (requests)
            {
                concurrent--;
            }
        }
    }

    /// <summary>A request that waits for its response.</summary>
    public sealed class PendingRequest
    {
        private readonly TaskCompletionSource<HttpResponseMessage> response = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<HttpResponseMessage> Response => response.Task;

        public void Respond(HttpResponseMessage message) => response.TrySetResult(message);

        public void Fail(Exception exception) => response.TrySetException(exception);

        public void Cancel(CancellationToken token) => response.TrySetCanceled(token);
    }
}
