using System.Net;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using CarSearch.Functions.Housekeeping;
using CarSearch.Functions.Searches;
using CarSearch.Tests.Functions.Hosting;
using CarSearch.Tests.Support;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;

namespace CarSearch.Tests.Functions.Housekeeping;

/// <summary>What the timer does, in its four minutes.</summary>
public sealed class HousekeeperTests : IDisposable
{
    private readonly DurableTaskClient client = DurableClients.New();
    private readonly ListedBlobs blobs = new();
    private DurableHost? host;

    public void Dispose()
    {
        host?.Dispose();
        blobs.Dispose();
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("false", 0)]
    [InlineData("true", 1)]
    [InlineData("True", 1)]
    public async Task Records_are_swept_only_where_the_setting_says_so(string? sweep, int lists)
    {
        Finds(_ => { }, 2);
        await RunAsync(sweep);

        Assert.Equal(lists, blobs.Lists);
        AssertLogged("Purged 2 ended orchestrations and deleted 0 old records; none remain.");
    }

    [Fact]
    public async Task After_four_minutes_the_rest_is_left_and_it_says_so()
    {
        Finds(page => host!.Time.Advance(page == 1 ? Housekeeper.MaxRunTime : TimeSpan.Zero), 3);
        await RunAsync("true");

        await client.Received(1).PurgeInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>());
        AssertLogged("Purged 1 ended orchestrations and deleted 0 old records; more remain for the next run.");
    }

    [Fact]
    public async Task A_host_that_shuts_down_ends_it_as_well()
    {
        using var shutdown = new CancellationTokenSource();
        Finds(page =>
        {
            if (page == 1)
            {
                shutdown.Cancel();
            }
        }, 3);
        await RunAsync("true", shutdown.Token);

        Assert.Contains(host!.Log.All, line => line.Contains("more remain for the next run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_query_that_fails_fails_the_function_but_not_the_sweep()
    {
        client.GetAllInstancesAsync(Arg.Any<OrchestrationQuery?>())
            .Returns(InstancePages.Of(_ => throw new RpcException(new(StatusCode.Unavailable, "Connection refused."))));

        await Assert.ThrowsAsync<RpcException>(() => RunAsync("true"));
        Assert.Equal(1, blobs.Lists);
        Assert.DoesNotContain(host!.Log.All, line => line.Contains("none remain", StringComparison.Ordinal));
    }

    [Fact]
    public void Four_minutes_are_within_the_time_that_the_host_gives_a_function() =>
        Assert.True(Housekeeper.MaxRunTime < TimeSpan.Parse(
            RepositoryFiles.Json("host.json").GetProperty("functionTimeout").GetString()!, System.Globalization.CultureInfo.InvariantCulture));

    private void AssertLogged(string sentence) =>
        Assert.Contains(host!.Log.All, line => line.Contains(sentence, StringComparison.Ordinal));

    /// <summary>Lists a number of pages, each of one orchestration that may be purged.</summary>
    private void Finds(Action<int> before, int pages)
    {
        var old = CarSearch.Tests.Support.TestSearches.Start.AddDays(-1);
        var listed = Enumerable.Range(0, pages).Select(page => new OrchestrationMetadata(nameof(SearchOrchestration), $"{page}")
        {
            RuntimeStatus = OrchestrationRuntimeStatus.Completed,
            CreatedAt = old,
            LastUpdatedAt = old,
        });
        client.GetAllInstancesAsync(Arg.Any<OrchestrationQuery?>())
            .Returns(InstancePages.Of(before, [.. listed.Select(instance => new[] { instance })]));
        client.PurgeInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(new PurgeResult(1));
    }

    private async Task RunAsync(string? sweep, CancellationToken stop = default)
    {
        var settings = new Dictionary<string, string?> { ["CarSearch:Results:Sweep"] = sweep };
        host = new(client, settings, builder => builder.Services.AddSingleton(blobs.Container));
        await ActivatorUtilities.CreateInstance<Housekeeper>(host.Services).RunAsync(new TimerInfo(), client, stop);
    }

    /// <summary>A container without blobs that counts how often it is listed.</summary>
    private sealed class ListedBlobs : HttpMessageHandler
    {
        public ListedBlobs() => Container = new(
            MemoryBlobs.ConnectionString,
            "searches",
            new BlobClientOptions { Transport = new HttpClientTransport(new HttpClient(this)), Retry = { MaxRetries = 0 } });

        public BlobContainerClient Container { get; }

        public int Lists { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Contains("comp=list", request.RequestUri!.Query, StringComparison.Ordinal);
            Lists++;
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    """
                    <?xml version="1.0" encoding="utf-8"?>
                    <EnumerationResults ServiceEndpoint="http://127.0.0.1:10000/devstoreaccount1" ContainerName="searches">
                      <Blobs />
                      <NextMarker />
                    </EnumerationResults>
                    """,
                    System.Text.Encoding.UTF8,
                    "application/xml"),
            });
        }
    }
}
