using System.Text.Json;
using CarSearch.Functions.Searches;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Functions.Searches;

/// <summary>The activities of a search, on their store.</summary>
public sealed class SearchActivitiesTests : IDisposable
{
    private readonly ScriptedSupplier alpha = new("Alpha");
    private readonly ScriptedSupplier beta = new("Beta");
    private readonly AcceptedSearch search = SampleSearches.New();
    private readonly DurableHost host;

    public SearchActivitiesTests() => host = new(alpha, beta);

    private SearchInput Input => SearchInput.From(search);

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task A_run_gives_a_state_and_counts_and_leaves_the_offers_in_the_record()
    {
        alpha.Answers([.. Enumerable.Range(0, 300).Select(number => TestOffers.Offer($"reference-{number}"))]);
        beta.Fails(new InvalidOperationException("It is broken."));
        var result = await host.Activities.RunSearch(Input, default);

        Assert.Equal("""{"status":"Succeeded","suppliers":1,"offers":300}""", JsonSerializer.Serialize(result, FunctionsJson.Options));
        var record = host.Blobs.Find(search.Token)!;
        Assert.Equal((SearchStatus.Succeeded, 300), (record.Status, record.Suppliers.Sum(supplier => supplier.Offers.Count)));
    }

    [Fact]
    public async Task A_deletion_in_the_same_process_stops_a_run_at_once()
    {
        var run = host.Activities.RunSearch(Input, default).WaitAsync(TimeSpan.FromSeconds(30));
        var question = await alpha.NextAsync();
        await DeleteAsync();

        Assert.Equal(new(SearchStatus.Deleted, 0, 0), await run);
        await question.Canceled;
        Assert.Equal(SearchStatus.Deleted, host.Blobs.Find(search.Token)!.Status);
    }

    [Fact]
    public async Task A_search_that_was_deleted_before_is_not_run()
    {
        host.Blobs.Put(SearchRecord.Tombstone(search.Token, search.RequestedAt, search.RequestedAt));

        Assert.Equal(new(SearchStatus.Deleted, 0, 0), await host.Activities.RunSearch(Input, default));
        Assert.Equal(0, alpha.Asked);
    }

    [Fact]
    public async Task A_host_that_shuts_down_leaves_the_search_to_the_next()
    {
        using var shutdown = new CancellationTokenSource();
        var run = host.Activities.RunSearch(Input, shutdown.Token).WaitAsync(TimeSpan.FromSeconds(30));
        await alpha.NextAsync();
        await shutdown.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal((SearchStatus.Running, 1), (host.Blobs.Find(search.Token)!.Status, host.Blobs.Find(search.Token)!.Attempt));

        alpha.Answers(TestOffers.Offer("a1"));
        beta.Answers();
        Assert.Equal(new(SearchStatus.Succeeded, 2, 1), await host.Activities.RunSearch(Input, default));
        Assert.Equal(2, host.Blobs.Find(search.Token)!.Attempt);
    }

    [Fact]
    public async Task A_search_that_has_ended_is_not_run_again()
    {
        host.Blobs.Put(search.Ended());

        Assert.Equal(SearchStatus.Succeeded, (await host.Activities.RunSearch(Input, default)).Status);
        Assert.Equal(0, alpha.Asked);
        Assert.Equal(1, host.Blobs.Requests);
    }

    [Fact]
    public async Task A_failure_is_recorded_where_no_run_has_left_anything()
    {
        Assert.Equal(new(SearchStatus.Failed, 0, 0), await host.Activities.RecordFailure(Input, default));

        var record = host.Blobs.Find(search.Token)!;
        Assert.Equal((SearchStatus.Failed, "AttemptsExhausted"), (record.Status, record.Error?.Code));
        Assert.Equal(["TimedOut", "TimedOut"], record.Suppliers.Select(supplier => supplier.Status.ToString()));
    }

    [Theory]
    [InlineData("00112233445566778899AABBCCDDEEFF")]
    [InlineData("keys/00112233445566778899aabbccdd")]
    [InlineData(null)]
    public async Task An_input_that_is_no_search_never_reaches_the_store(string? token)
    {
        var wrong = Input with { Token = token! };

        await Assert.ThrowsAsync<ArgumentException>(() => host.Activities.RunSearch(wrong, default));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Activities.RecordFailure(wrong, default));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Activities.RunSearch(Input with { Request = null! }, default));
        Assert.Equal(0, host.Blobs.Requests);
    }

    /// <summary>As DELETE does it.</summary>
    private async Task DeleteAsync()
    {
        var store = host.Services.GetRequiredService<ISearchStore>();
        var found = await store.ReadAsync(search.Token, default);
        var tombstone = SearchRecord.Tombstone(search.Token, search.RequestedAt, search.RequestedAt);
        Assert.NotNull(await store.WriteAsync(tombstone, found!.Version, default));
    }
}
