using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Engine;

/// <summary>A while in which a storage service refuses every call, or is not there. Ends when it is disposed of.</summary>
internal sealed class StorageOutage : IDisposable
{
    private readonly BlobWire wire;
    private readonly ConcurrentQueue<(string Method, string Path)> refused = [];

    /// <summary>Begins.</summary>
    /// <param name="wire">What leads to the service.</param>
    /// <param name="status">What it answers; null when nothing listens.</param>
    /// <param name="retryAfter">The pause that it asks for, in seconds.</param>
    public StorageOutage(BlobWire wire, HttpStatusCode? status, string? retryAfter = null)
    {
        this.wire = wire;
        wire.Before = request =>
        {
            refused.Enqueue((request.Method.Method, request.RequestUri!.AbsolutePath));
            return status is { } answer
                ? Task.FromResult<HttpResponseMessage?>(BlobWire.Refusal(answer, "ServerBusy", retryAfter))
                : throw new HttpRequestException("Connection refused", new SocketException((int)SocketError.ConnectionRefused));
        };
    }

    /// <summary>How many calls have been refused.</summary>
    public int Refused => refused.Count;

    /// <summary>Waits until such a call has been refused, or so many.</summary>
    public Task RefusedAsync(string method, string part, int times = 1) => Eventually.TrueAsync(
        () => refused.Count(call => call.Method == method && call.Path.Contains(part, StringComparison.Ordinal)) >= times,
        () => $"Not enough times {method} of {part} was made, but {string.Join(", ", refused.Distinct())}.");

    public void Dispose() => wire.Mend();
}
