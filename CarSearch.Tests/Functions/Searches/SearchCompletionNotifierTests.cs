using CarSearch.Functions.Searches;
using CarSearch.Searches;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Subscribers in this process are notified of the end of a search.</summary>
public sealed class SearchCompletionNotifierTests
{
    private readonly SearchCompletionNotifier notifier = new();
    private readonly SearchToken token = SearchToken.New();

    [Theory]
    [InlineData(SearchStatus.Succeeded, false)]
    [InlineData(SearchStatus.Failed, false)]
    [InlineData(SearchStatus.Deleted, true)]
    public void All_subscribers_are_notified(SearchStatus status, bool isDeleted)
    {
        using var one = notifier.Subscribe(token);
        using var other = notifier.Subscribe(token);
        notifier.Notify(token, status);

        Assert.All([one, other], watch => Assert.Equal(
            (true, isDeleted), (watch.Completed.IsCompletedSuccessfully, watch.Deleted.IsCancellationRequested)));
    }

    [Fact]
    public void Subscribers_of_another_search_are_not_notified()
    {
        using var watch = notifier.Subscribe(token);
        notifier.Notify(SearchToken.New(), SearchStatus.Deleted);

        Assert.False(watch.Completed.IsCompleted);
        Assert.False(watch.Deleted.IsCancellationRequested);
    }

    [Fact]
    public void A_disposed_subscription_is_not_notified_and_the_others_are()
    {
        using var stays = notifier.Subscribe(token);
        var leaves = notifier.Subscribe(token);
        leaves.Dispose();
        leaves.Dispose();
        notifier.Notify(token, SearchStatus.Deleted);

        Assert.True(stays.Completed.IsCompleted);
        Assert.False(leaves.Completed.IsCompleted);
    }

    [Fact]
    public void A_deletion_after_the_end_is_notified_too()
    {
        using var watch = notifier.Subscribe(token);
        notifier.Notify(token, SearchStatus.Succeeded);
        Assert.False(watch.Deleted.IsCancellationRequested);
        notifier.Notify(token, SearchStatus.Deleted);

        Assert.True(watch.Deleted.IsCancellationRequested);
    }

    [Fact]
    public void Who_hears_of_a_deletion_may_stop_listening_at_that_moment()
    {
        using var other = notifier.Subscribe(token);
        var watch = notifier.Subscribe(token);
        watch.Deleted.Register(watch.Dispose);
        notifier.Notify(token, SearchStatus.Deleted);

        Assert.True(SpinWait.SpinUntil(
            () => other.Deleted.IsCancellationRequested && watch.Deleted.IsCancellationRequested, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Every_subscriber_is_notified_while_others_come_and_go()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var mine = notifier.Subscribe(token);
                using (notifier.Subscribe(token))
                {
                    notifier.Notify(token, SearchStatus.Succeeded);
                }

                await mine.Completed.WaitAsync(TimeSpan.FromSeconds(30));
            }
        })));

        using var last = notifier.Subscribe(token);
        Assert.False(last.Completed.IsCompleted);
    }
}
