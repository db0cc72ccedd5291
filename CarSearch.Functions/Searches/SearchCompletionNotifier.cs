using CarSearch.Searches;

namespace CarSearch.Functions.Searches;

/// <summary>
/// Notifies subscribers in this process when the final record of a search is written here, or its deletion is observed: a waiting GET
/// need not poll again, and the run of a deleted search stops at once.
/// </summary>
internal sealed class SearchCompletionNotifier
{
    private readonly Lock gate = new();
    private readonly Dictionary<SearchToken, List<Subscription>> subscriptions = [];

    /// <summary>Subscribes to the completion of a search, until the result is disposed.</summary>
    public Subscription Subscribe(SearchToken token)
    {
        var subscription = new Subscription(this, token);
        lock (gate)
        {
            if (!subscriptions.TryGetValue(token, out var list))
            {
                subscriptions.Add(token, list = []);
            }

            list.Add(subscription);
        }

        return subscription;
    }

    /// <summary>Notifies the subscribers of a search that it has completed.</summary>
    public void Notify(SearchToken token, SearchStatus status)
    {
        Subscription[] subscribers;
        lock (gate)
        {
            subscribers = subscriptions.TryGetValue(token, out var list) ? [.. list] : [];
        }

        foreach (var subscriber in subscribers)
        {
            subscriber.Notify(status);
        }
    }

    private void Unsubscribe(SearchToken token, Subscription subscription)
    {
        lock (gate)
        {
            if (subscriptions.TryGetValue(token, out var list) && list.Remove(subscription) && list.Count == 0)
            {
                subscriptions.Remove(token);
            }
        }
    }

    /// <summary>A subscription to the completion of one search.</summary>
    public sealed class Subscription(SearchCompletionNotifier notifier, SearchToken token) : IDisposable
    {
        private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // Has no timer and may be canceled after the subscription is disposed, so it is left to the garbage collector.
        private readonly CancellationTokenSource deleted = new();

        /// <summary>Gets a task that completes when the search has ended or been deleted.</summary>
        public Task Completed => completed.Task;

        /// <summary>Gets a token that is canceled when the search is deleted.</summary>
        public CancellationToken Deleted => deleted.Token;

        public void Dispose() => notifier.Unsubscribe(token, this);

        internal void Notify(SearchStatus status)
        {
            completed.TrySetResult();
            if (status is SearchStatus.Deleted)
            {
                _ = deleted.CancelAsync();
            }
        }
    }
}
