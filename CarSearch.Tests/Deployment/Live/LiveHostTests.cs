using System.Net;
using CarSearch.Tests.Core.Api.Contract;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment.Live;

/// <summary>What the live tests do before and after themselves.</summary>
public sealed class LiveHostTests : FolderTests, IAsyncLifetime
{
    private const string Key = "0123456789abcdef";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private LocalProcess process = null!;

    public async Task InitializeAsync() => process = await LocalProcess.StartAsync(Folder.Path, $"--CarSearch:Keys:live={Key}");

    [Fact]
    public async Task Every_search_that_was_started_is_deleted_also_after_a_failure()
    {
        using var live = new LiveHost(new(process.Address, Key), Patience);
        await live.InitializeAsync();
        var tokens = new[] { await live.Client.StartAsync(LiveSearch.Body), await live.Client.StartAsync(LiveSearch.Body) };
        await live.Client.DeleteAsync(LiveSearch.PathOf(tokens[0]));
        await live.DisposeAsync();

        using var client = process.Client();
        client.DefaultRequestHeaders.Add("x-functions-key", Key);
        foreach (var token in tokens)
        {
            await client.GetJsonAsync(LiveSearch.PathOf(token), HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [InlineData(null, "The host asks for an access key: set CARSEARCH_KEY.")]
    [InlineData("not-a-key-of-this-host", "The host does not take the access key of CARSEARCH_KEY.")]
    public async Task A_missing_or_wrong_key_is_told_before_any_test(string? key, string message)
    {
        using var live = new LiveHost(new(process.Address, key), Patience);

        Assert.Equal(message, (await Assert.ThrowsAsync<InvalidOperationException>(live.InitializeAsync)).Message);
        await live.DisposeAsync();
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_told_before_any_test()
    {
        await process.KillAsync();
        using var live = new LiveHost(new(process.Address, Key), TimeSpan.FromSeconds(0.1));

        var message = (await Assert.ThrowsAsync<InvalidOperationException>(live.InitializeAsync)).Message;
        Assert.StartsWith($"GET {process.Address}api/health was not answered with 200 within 0.1 s. ", message, StringComparison.Ordinal);
        await live.DisposeAsync();
    }

    public async Task DisposeAsync() => await process.DisposeAsync();
}
