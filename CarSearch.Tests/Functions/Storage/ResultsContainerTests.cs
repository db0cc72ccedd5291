using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.Extensions.Hosting;

namespace CarSearch.Tests.Functions.Storage;

/// <summary>The container of records, where it is missing.</summary>
public sealed class ResultsContainerTests
{
    private readonly AcceptedSearch search = SampleSearches.New();

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task In_production_a_missing_container_is_reported_and_not_created(string call)
    {
        using var process = new CloudProcess { EnvironmentName = Environments.Production };
        var exception = await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreCalls.DoAsync(call, process, search));

        Assert.Equal(
            "The container of search records does not exist. The deployment creates it; in development it is created on first use.",
            exception.Message);
        Assert.False(await process.Blobs.ExistsAsync());
    }

    [Theory]
    [MemberData(nameof(StoreCalls.All), MemberType = typeof(StoreCalls))]
    public async Task In_development_a_missing_container_is_made_and_the_call_succeeds(string call)
    {
        using var process = new CloudProcess();
        await StoreCalls.DoAsync(call, process, search);

        Assert.True(await process.Blobs.ExistsAsync());
        var sentence = $"Created the container {process.ContainerName} in the development environment.";
        process.Log.AssertContains(sentence);
    }

    [Fact]
    public async Task In_development_callers_who_miss_it_at_the_same_moment_make_it_together()
    {
        using var process = new CloudProcess();
        const int Callers = 8;
        var missed = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Wire.Loses = async request =>
        {
            // The responses to the first writes are held back until all callers have sent one.
            var isWrite = request.Method == HttpMethod.Put && !request.RequestUri!.Query.Contains("restype", StringComparison.Ordinal);
            if (isWrite && !all.Task.IsCompleted)
            {
                if (Interlocked.Increment(ref missed) == Callers)
                {
                    all.SetResult();
                }

                await all.Task;
            }

            return false;
        };
        var writes = Enumerable.Range(0, Callers).Select(_ =>
            process.Store.WriteAsync(SearchRecord.Accepted(SampleSearches.New()), null, default).AsTask());
        var written = await Task.WhenAll(writes).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.All(written, Assert.NotNull);
        Assert.Equal(Callers, process.Wire.Calls.Count(call => call.Status == 404));
    }
}
