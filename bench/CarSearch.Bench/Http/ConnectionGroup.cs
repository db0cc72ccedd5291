using System.Diagnostics;

namespace CarSearch.Bench.Http;

/// <summary>Connections that share the work of a load.</summary>
internal static class ConnectionGroup
{
    /// <summary>Opens connections, and works with each of them until all are done. The first failure ends the load.</summary>
    /// <returns>The time from when all connections were open.</returns>
    public static async Task<TimeSpan> RunAsync(
        int port, int count, TimeSpan limit, Func<HttpConnection, CancellationToken, Task> work, CancellationToken cancellationToken,
        Func<CancellationToken, Task>? dispatch = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(limit);
        var open = new List<HttpConnection>();
        try
        {
            while (open.Count < count)
            {
                open.Add(await HttpConnection.OpenAsync(port, stop.Token));
            }

            var begin = Stopwatch.GetTimestamp();
            var dispatching = dispatch?.Invoke(stop.Token) ?? Task.CompletedTask;
            await Task.WhenAll([dispatching, .. open.Select(connection => Task.Run(() => WorkAsync(connection), stop.Token))]);
            return Stopwatch.GetElapsedTime(begin);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"The requests did not end within {limit}.", e);
        }
        finally
        {
            open.ForEach(connection => connection.Dispose());
        }

        async Task WorkAsync(HttpConnection connection)
        {
            try
            {
                await work(connection, stop.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }
}
