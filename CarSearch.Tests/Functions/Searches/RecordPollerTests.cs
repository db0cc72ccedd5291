using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>Waiting for a search's final record by looking at it.</summary>
public sealed class RecordPollerTests : OrchestratorTests
{
    private readonly WaitClock clock;

    public RecordPollerTests() => clock = new(Host);

    private ISearchStore Store => Host.Services.GetRequiredService<ISearchStore>();

    [Fact]
    public async Task It_ends_at_once_when_this_process_writes_the_end()
    {
        var waiting = WaitAsync(30);
        await Host.Time.NextTimerAsync(TimeSpan.FromSeconds(2));
        await Store.WriteAsync(Search.Ended(), null, default);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((Search.RequestedAt, 0), (Host.Time.GetUtcNow(), Host.Blobs.Reads));
    }

    [Fact]
    public async Task It_does_not_begin_when_this_process_wrote_the_end_before()
    {
        await Store.WriteAsync(Search.Ended(), null, default);
        await WaitAsync(30).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((Search.RequestedAt, 0), (Host.Time.GetUtcNow(), Host.Blobs.Reads));
    }

    [Theory]
    [InlineData(7, SearchStatus.Failed)]
    [InlineData(29.4, SearchStatus.Succeeded)]
    [InlineData(12.3, SearchStatus.Deleted)]
    public async Task It_ends_within_a_pause_of_the_end_that_another_process_writes(double seconds, SearchStatus status)
    {
        Host.Blobs.Put(Search.Progress());
        var at = Search.RequestedAt.AddSeconds(seconds);
        await clock.RunAsync(WaitAsync(30), at, () => Host.Blobs.Put(
            status is SearchStatus.Deleted
                ? SearchRecord.Tombstone(Search.Token, Search.RequestedAt, at)
                : Search.Ended(at) with { Status = status }));

        Assert.InRange(Host.Time.GetUtcNow() - at, TimeSpan.Zero, clock.Pauses[^1]);
    }

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.6, 1)]
    [InlineData(30, null)]
    public async Task It_ends_when_its_time_is_up(double seconds, int? reads)
    {
        Host.Blobs.Put(Search.Progress());
        await clock.RunAsync(WaitAsync(seconds));

        Assert.Equal(Search.RequestedAt.AddSeconds(seconds), Host.Time.GetUtcNow());
        Assert.Equal(reads ?? clock.Pauses.Count - 1, Host.Blobs.Reads);
    }

    [Fact]
    public async Task Its_pauses_rise_from_half_a_second_to_nearly_two()
    {
        Host.Blobs.Put(Search.Progress());
        await clock.RunAsync(WaitAsync(30));

        var full = clock.Pauses.SkipLast(1).ToArray();
        Assert.Equal(TimeSpan.FromSeconds(0.5), full[0]);
        Assert.InRange(full[^1], TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(2));
        Assert.Equal(full.Order(), full);
        Assert.All(full.Zip(full.Skip(1)), pair => Assert.InRange(pair.Second / pair.First, 1, 2));
    }

    [Fact]
    public async Task It_ends_within_a_pause_of_a_record_that_meets_the_condition()
    {
        var at = Search.RequestedAt.AddSeconds(7);
        var accepted = SearchRecord.Accepted(Search);
        Host.Blobs.Put(accepted);
        await clock.RunAsync(WaitAsync(30, stored => stored.Record.HasResponse), at, () => Host.Blobs.Put(Search.Progress()));

        Assert.InRange(Host.Time.GetUtcNow() - at, TimeSpan.Zero, clock.Pauses[^1]);
    }

    [Fact]
    public async Task A_record_that_is_not_there_yet_is_waited_for()
    {
        await clock.RunAsync(WaitAsync(30), Search.RequestedAt.AddSeconds(4), () => Host.Blobs.Put(Search.Ended()));

        Assert.True(Host.Time.GetUtcNow() < Search.RequestedAt.AddSeconds(6));
    }

    [Fact]
    public async Task While_the_store_is_down_it_goes_on_looking_until_its_time_is_up()
    {
        await clock.RunAsync(WaitAsync(30), Search.RequestedAt.AddSeconds(4), () => Host.Blobs.IsDown = true);

        Assert.Equal(Search.RequestedAt.AddSeconds(30), Host.Time.GetUtcNow());
    }

    [Fact]
    public async Task An_end_is_found_when_the_store_is_back()
    {
        Host.Blobs.IsDown = true;
        await clock.RunAsync(WaitAsync(30), Search.RequestedAt.AddSeconds(4), () =>
        {
            Host.Blobs.IsDown = false;
            Host.Blobs.Put(Search.Ended());
        });

        Assert.True(Host.Time.GetUtcNow() < Search.RequestedAt.AddSeconds(6));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_let_go_at_once()
    {
        using var caller = new CancellationTokenSource();
        var poller = Host.Services.GetRequiredService<RecordPoller>();
        var waiting = poller.WaitAsync(Search.Token, null, TimeSpan.FromSeconds(30), caller.Token);
        await Host.Time.NextTimerAsync(TimeSpan.FromSeconds(2));
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(Search.RequestedAt, Host.Time.GetUtcNow());
    }

    private Task WaitAsync(double seconds, Func<StoredRecord, bool>? until = null) =>
        Host.Services.GetRequiredService<RecordPoller>().WaitAsync(Search.Token, until, TimeSpan.FromSeconds(seconds), default);
}
