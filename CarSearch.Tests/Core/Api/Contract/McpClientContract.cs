using CarSearch.Tests.Core.Api.Mcp;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/mcp: the clients that assistants have, unmodified.</summary>
public abstract class McpClientContract<THost>() : HostContract<THost>([new("Alpha")])
    where THost : IContractHost
{
    [Theory]
    [InlineData("@modelcontextprotocol/sdk")]
    [InlineData("@modelcontextprotocol/client")]
    public async Task An_npm_client_searches_with_progress_narrows_and_cancels(string package)
    {
        var running = NpmClient.RunAsync(package, Host.Address);
        if (running.IsCompleted)
        {
            // It is not installed.
            await running;
        }

        var question = await Alpha.NextAsync();
        var token = (await Host.Ports.WaiterAsync()).Value;
        question.Offer(TestOffers.Offer("c1"), TestOffers.Offer("f1", "FDAR", 150));
        await Client.UntilAsync($"/api/searches/{token}", body => body.Text("status") == "Succeeded");
        while (!running.IsCompleted)
        {
            // The cloud host polls.
            await Host.Ports.AdvanceWaitAsync(Host.Time);
        }

        var run = await running;
        Assert.Equal("""["find_places","search_cars","get_offers","cancel_search"]""", run.GetProperty("tools").GetRawText());
        Assert.NotEqual(0, run.GetProperty("progress").GetArrayLength());
        Assert.Equal("compact fullSize", Sizes("search"));
        Assert.Equal("compact", Sizes("offers"));
        Assert.Equal("NYC", run.GetProperty("places").GetProperty("structuredContent").GetProperty("places")[0].Text("code"));
        Assert.StartsWith("Unknown argument: \"colour\".", Text("wrong"), StringComparison.Ordinal);
        Assert.True(run.GetProperty("wrong").GetProperty("isError").GetBoolean());
        Assert.StartsWith("The search was stopped and deleted.", Text("canceled"), StringComparison.Ordinal);
        Assert.Equal("[]", run.GetProperty("errors").GetRawText());

        string Sizes(string member) => string.Join(
            ' ',
            run.GetProperty(member).GetProperty("structuredContent").GetProperty("offers").EnumerateArray()
                .Select(offer => offer.Text("size")));

        string Text(string member) => run.GetProperty(member).GetProperty("content")[0].Text("text");
    }

    [Fact]
    public async Task The_inspector_lists_and_calls_the_tools()
    {
        Alpha.Answers(TestOffers.Offer("c1"));
        var token = await Client.StartAndEndAsync();
        var tools = await NpmClient.InspectAsync(Host.Address, "--method", "tools/list");
        var offers = await NpmClient.InspectAsync(
            Host.Address,
            "--method", "tools/call", "--tool-name", "get_offers", "--tool-arg", $"token={token}", "--tool-arg", "size=compact");

        Assert.Equal(4, tools.GetProperty("tools").GetArrayLength());
        Assert.Equal(1, offers.GetProperty("structuredContent").GetProperty("matched").GetInt32());
    }
}
