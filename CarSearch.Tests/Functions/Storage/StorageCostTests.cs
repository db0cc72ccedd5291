using CarSearch.Functions.Load;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>How many requests a search's record costs: each is paid for.</summary>
public sealed class StorageCostTests : IDisposable
{
    private static readonly int[] Ticks = [2, 5, 10, 20, 25];

    private readonly ObservableTimeProvider time = new();
    private readonly AcceptedSearch search = SampleSearches.New();
    private CloudProcess process = new();

    public void Dispose() => process.Dispose();

    [Fact]
    public async Task A_search_whose_suppliers_answer_one_by_one_publishes_its_progress_four_times()
    {
        var requests = await RunAsync(answersUntil: 24);

        // Read and taken over; progress at 2, 5, 10 and 20 seconds; the end at 25.
        Assert.Equal("GET 404, PUT 201, PUT 201, PUT 201, PUT 201, PUT 201, PUT 201", string.Join(", ", requests));
        var record = (await process.Store.ReadAsync(search.Token, default))!.Record;
        Assert.Equal((SearchStatus.Succeeded, 24), (record.Status, record.Answers()));
    }

    [Fact]
    public async Task A_search_without_answers_publishes_nothing()
    {
        var requests = await RunAsync(answersUntil: 0);

        Assert.Equal("GET 404, PUT 201, PUT 201", string.Join(", ", requests));
    }

    [Fact]
    public async Task A_search_that_is_answered_at_once_costs_three_requests()
    {
        process = new(new ScriptedSupplier("A").Answers(TestOffers.Offer("1"))) { Time = time };
        await process.Blobs.CreateAsync();
        await process.RunAsync(search);

        Assert.Equal("GET 404, PUT 201, PUT 201", string.Join(", ", process.Wire.Calls));
    }

    /// <summary>Runs a search of 25 suppliers for the 25 seconds that they have, of whom one answers a second.</summary>
    private async Task<IEnumerable<BlobCall>> RunAsync(int answersUntil)
    {
        PromptSupplier[] suppliers = [.. Enumerable.Range(1, 25).Select(i => new PromptSupplier($"S{i}"))];
        process = new(suppliers) { Time = time };
        await process.Blobs.CreateAsync();

        // Its timers would be taken for those of the progress.
        process.Get<LoadMonitor>().Dispose();
        var run = process.RunAsync(search);
        await time.ArmedAsync(TimeSpan.FromSeconds(2));
        for (var second = 1; second <= 25; second++)
        {
            time.MoveTo(TimeSpan.FromSeconds(second));

            // The next tick is set when what this one publishes has been written.
            if (Array.IndexOf(Ticks, second) is >= 0 and var tick && tick < Ticks.Length - 1)
            {
                await time.ArmedAsync(TimeSpan.FromSeconds(Ticks[tick + 1]));
            }

            // What is answered at the moment of a tick comes before it or after it, so nothing is then.
            if (second <= answersUntil)
            {
                time.MoveTo(TimeSpan.FromSeconds(second + 0.5));
                await suppliers[second - 1].AnswerAsync(TestOffers.Offer($"{second}"));
            }
        }

        await run.WaitAsync(TimeSpan.FromSeconds(30));

        // Without those that a process makes for all of its searches together.
        return process.Wire.Calls.Where(call => !call.Path.Contains("comp=list", StringComparison.Ordinal));
    }
}
