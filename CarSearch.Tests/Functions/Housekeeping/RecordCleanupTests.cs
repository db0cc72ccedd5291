using System.Net;
using Azure.Core;
using Azure.Core.Pipeline;
using CarSearch.Functions.Housekeeping;
using CarSearch.Searches;
using CarSearch.Tests.Functions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CarSearch.Tests.Functions.Housekeeping;

/// <summary>The deletion of old records, where no lifecycle rule does it.</summary>
public sealed class RecordCleanupTests : IDisposable
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // Blobs are as old as the service says, so the clock begins with it.
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly CloudProcess process;

    public RecordCleanupTests()
    {
        process = new() { Time = time, Client = client => client.AddPolicy(new SmallPages(), HttpPipelinePosition.PerCall) };
        process.Blobs.Create();
    }

    private RecordCleanup Sweep => process.Get<RecordCleanup>();

    public void Dispose() => process.Dispose();

    [Fact]
    public async Task What_was_last_changed_a_day_ago_is_deleted_and_what_is_younger_stays()
    {
        var search = await WriteAsync();
        await process.Store.ClaimAsync(new(new string('a', 64), search.Token, new string('b', 64), search.RequestedAt), default);
        var blobs = process.Blobs.GetBlobs().Select(blob => blob.Properties.LastModified!.Value).ToList();
        time.SetUtcNow(blobs.Min() + Day - TimeSpan.FromTicks(1));
        Assert.Equal(0, await Sweep.RunAsync(default));
        Assert.Equal(2, Count());

        time.SetUtcNow(blobs.Max() + Day);
        Assert.Equal(2, await Sweep.RunAsync(default));
        Assert.Equal(0, Count());
        Assert.Null(await process.Store.ReadAsync(search.Token, default));
    }

    [Fact]
    public async Task Every_page_is_swept()
    {
        await WriteAsync(7);
        time.Advance(2 * Day);

        Assert.Equal(7, await Sweep.RunAsync(default));
        Assert.Equal(0, Count());
        Assert.Equal(4, process.Wire.Calls.Count(call => call.Path.Contains("comp=list", StringComparison.Ordinal)));
        Assert.Equal(0, await Sweep.RunAsync(default));
    }

    [Fact]
    public async Task A_record_that_was_changed_since_it_was_listed_is_left_alone()
    {
        var search = await WriteAsync();
        time.Advance(2 * Day);
        using var other = new CloudProcess { ContainerName = process.ContainerName };
        process.Wire.Before = async request =>
        {
            if (request.Method == HttpMethod.Delete)
            {
                await other.DeleteAsync(search.Token);
            }

            return null;
        };

        Assert.Equal(0, await Sweep.RunAsync(default));
        Assert.Equal(SearchStatus.Deleted, (await process.Store.ReadAsync(search.Token, default))!.Record.Status);
    }

    [Fact]
    public async Task What_somebody_else_has_deleted_meanwhile_does_not_count()
    {
        var search = await WriteAsync();
        time.Advance(2 * Day);
        process.Wire.Before = async request =>
        {
            if (request.Method == HttpMethod.Delete)
            {
                await process.Blobs.DeleteBlobIfExistsAsync(CloudProcess.NameOf(search.Token));
            }

            return null;
        };

        Assert.Equal(0, await Sweep.RunAsync(default));
    }

    [Fact]
    public async Task When_its_time_is_up_it_stops_and_says_how_many_it_has_deleted()
    {
        await WriteAsync(7);
        time.Advance(2 * Day);
        using var until = new CancellationTokenSource();
        process.Wire.Before = async request =>
        {
            if (request.RequestUri!.Query.Contains("marker", StringComparison.Ordinal))
            {
                await until.CancelAsync();
            }

            return null;
        };

        Assert.Equal(2, await Sweep.RunAsync(until.Token));
        Assert.Equal(5, Count());
    }

    [Fact]
    public async Task One_that_must_not_be_deleted_does_not_keep_the_others()
    {
        var search = await WriteAsync(5);
        await process.Blobs.GetBlobClient($"{search.Token.Value}.json").CreateSnapshotAsync();
        time.Advance(2 * Day);

        Assert.Equal(4, await Sweep.RunAsync(default));
        Assert.NotNull(await process.Store.ReadAsync(search.Token, default));
        Assert.Equal(1, Count());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task Storage_that_is_down_is_told_and_the_next_sweep_deletes_the_rest(string method)
    {
        var search = await WriteAsync(5);
        time.Advance(2 * Day);
        process.Wire.Refuses(HttpStatusCode.ServiceUnavailable, "ServerBusy", "30", which: request => request.Method.Method == method);
        var told = await Assert.ThrowsAsync<StoreUnavailableException>(() => Sweep.RunAsync(default));

        Assert.Equal("Blob Storage could not delete old records: 503 ServerBusy.", told.Message);
        Assert.DoesNotContain(search.Token.Value, told.ToString(), StringComparison.Ordinal);
        Assert.Equal(5, Count());
        process.Wire.Mend();
        Assert.Equal(5, await Sweep.RunAsync(default));
    }

    private async Task<AcceptedSearch> WriteAsync(int count = 1)
    {
        for (var left = count; ; left--)
        {
            var search = SampleSearches.New();
            Assert.NotNull(await process.Store.WriteAsync(SearchRecord.Accepted(search), null, default));
            if (left == 1)
            {
                return search;
            }
        }
    }

    private int Count() => process.Blobs.GetBlobs().Count();

    /// <summary>Asks for lists in pages of two.</summary>
    private sealed class SmallPages : HttpPipelinePolicy
    {
        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (message.Request.Uri.Query.Contains("comp=list", StringComparison.Ordinal))
            {
                message.Request.Uri.AppendQuery("maxresults", "2");
            }

            return ProcessNextAsync(message, pipeline);
        }
    }
}
