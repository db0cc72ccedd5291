using CarSearch.Searches;

namespace CarSearch.Functions.Searches;

/// <summary>
/// Tells those in this process who care for a search that its final record was written here: a GET that waits need not wait for its
/// next look, and a run stops at once when its search is deleted. Other processes find out by looking.
/// </summary>
internal sealed class EndNews
{
    private readonly Lock gate = new();
    private readonly Dictionary<SearchToken, List<Watch>> watches = [];

    /// <summary>Listens for the search's final record, until disposed of.</summary>
    public Watch Of(SearchToken token)
    {
        var watch = new Watch(this, token);
        lock (gate)
        {
            if (!watches.TryGetValue(token, out var list))
            {
                watches.Add(token, list = []);
            }

            list.Add(watch);
        }

        return watch;
    }

    /// <summary>A final record has been written.</summary>
    public void Tell(SearchToken token, SearchStatus status)
    {
        Watch[] told;
        lock (gate)
        {
            told = watches.TryGetValue(token, out var list) ? [.. list] : [];
        }

        foreach (var watch in told)
        {
            watch.Tell(status);
        }
    }

    private void Forget(SearchToken token, Watch watch)
    {
        lock (gate)
        {
            if (watches.TryGetValue(token, out var list) && list.Remove(watch) && list.Count == 0)
            {
                watches.Remove(token);
            }
        }
    }

    /// <summary>Somebody's interest in one search.</summary>
    public sealed class Watch(EndNews news, SearchToken token) : IDisposable
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Has no timer and may still be told after it was disposed of, so it is left to the collector.
        private readonly CancellationTokenSource deleted = new();

        /// <summary>Done when the search has ended or been deleted.</summary>
        public Task Ended => ended.Task;

        /// <summary>Canceled when the search has been deleted.</summary>
        public CancellationToken Deleted => deleted.Token;

        internal void Tell(SearchStatus status)
        {
            ended.TrySetResult();
            if (status is SearchStatus.Deleted)
            {
                _ = deleted.CancelAsync();
            }
        }

        public void Dispose() => news.Forget(token, this);
    }
}
