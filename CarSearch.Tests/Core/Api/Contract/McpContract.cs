using System.Text.Json;
using CarSearch.Offers;
using CarSearch.Tests.Core.Api.OpenApi;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>POST /api/mcp: what the tools return.</summary>
public abstract class McpContract<THost>() : McpHostContract<THost>(
    [
        new ScriptedSupplier("Alpha").Answers(
            TestOffers.Offer("m1", "MDMR", 80), TestOffers.Offer("c1", "CDAR", 100), TestOffers.Offer("c2", "CDMR", 110),
            TestOffers.Offer("f1", "FFAR", 150)),
    ])
    where THost : IContractHost
{
    private const int MaxBytes = 4096;

    [Theory]
    [InlineData(null)]
    [InlineData("2025-03-26")]
    public async Task The_tools_have_the_arguments_of_the_HTTP_API(string? version)
    {
        await using var session = await McpSession.ConnectAsync(Host.Address, version);
        var tools = (await session.Client.ListToolsAsync()).ToDictionary(tool => tool.Name, tool => tool.ProtocolTool);
        string[] members = ["pickUp", "dropOff", "driverAge", "residence", "currency"];

        Assert.Equal(["cancel_search", "find_places", "get_offers", "search_cars"], tools.Keys.Order());
        Assert.Equal(["q", "limit"], Names("find_places"));
        Assert.Equal([.. members, .. OfferFilters.All.Select(filter => filter.Name), "wait"], Names("search_cars"));
        Assert.Equal(["token", .. OfferParameters.All.Select(parameter => parameter.Name), "wait"], Names("get_offers"));
        Assert.Equal(["token"], Names("cancel_search"));
        Assert.All(tools.Values, tool => Assert.All(
            tool.InputSchema.GetProperty("properties").EnumerateObject(),
            property => Assert.True(
                property.Name is "pickUp" or "dropOff" || property.Value.GetProperty("description").GetString()!.Length > 0)));
        Assert.All(tools.Values, tool => Assert.DoesNotContain("$ref", JsonSerializer.Serialize(tool), StringComparison.Ordinal));
        Assert.DoesNotContain("pattern", tools["cancel_search"].InputSchema.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("never promise a model", session.Client.ServerInstructions, StringComparison.Ordinal);

        IEnumerable<string> Names(string tool) =>
            tools[tool].InputSchema.GetProperty("properties").EnumerateObject().Select(property => property.Name);
    }

    [Fact]
    public async Task A_search_returns_what_the_HTTP_API_returns_of_the_best_of_each_size()
    {
        var result = await Mcp.CallAsync("search_cars", TestSearches.Weekend);
        var body = result.StructuredContent!.Value;
        var http = await Client.GetStringAsync($"/api/searches/{body.Text("token")}?best=size&view=brief");

        Assert.Equal(http, result.Texts()[0]);
        Assert.Equal(3, body.GetProperty("offers").GetArrayLength());
        Assert.Contains("Ask for the size, then narrow with get_offers and this token", result.Texts()[1], StringComparison.Ordinal);
        Assert.DoesNotContain("running", result.Texts()[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"size":["compact"],"transmission":"manual"}""", "size=compact&transmission=manual&view=brief")]
    [InlineData("""{"rating":8.5,"seats":4,"freeCancellation":true}""", "rating=8.5&seats=4&freeCancellation=true&view=brief")]
    [InlineData("""{"supplier":["Alpha","B & C"],"sort":"size"}""", "supplier=Alpha&supplier=B%20%26%20C&sort=size&view=brief")]
    [InlineData("""{"size":null,"limit":"","maxPrice":105.5,"supplier":[]}""", "maxPrice=105.5&view=brief")]
    public async Task Offers_are_those_of_the_HTTP_API(string arguments, string query)
    {
        var token = await Mcp.SearchAsync();
        var result = await Mcp.CallAsync("get_offers", $"{{\"token\":\"{token}\",{arguments[1..]}");

        Assert.Equal(await Client.GetStringAsync($"/api/searches/{token}?{query}"), result.Texts()[0]);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(result.Texts()[0]), result.StructuredContent!.Value));
    }

    [Fact]
    public async Task A_search_takes_filters_and_a_position()
    {
        var result = await Mcp.CallAsync(
            "search_cars",
            """
            {"pickUp":{"near":{"lat":40.64,"lon":-73.78},"at":"2026-12-04T10:00"},"dropOff":{"at":"2026-12-06T10:00"},
             "driverAge":40,"size":"compact","transmission":"automatic"}
            """);

        Assert.Equal(1, result.StructuredContent!.Value.GetProperty("matched").GetInt32());
        Assert.StartsWith("Narrow with get_offers", result.Texts()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Results_match_the_schemas_of_their_tools()
    {
        var tools = (await Mcp.Client.ListToolsAsync()).ToDictionary(tool => tool.Name, tool => tool.ProtocolTool);
        var token = await Mcp.SearchAsync();

        await AssertValidAsync("find_places", """{"q":"new y"}""");
        await AssertValidAsync("search_cars", TestSearches.Weekend);
        await AssertValidAsync("get_offers", $$"""{"token":"{{token}}","size":"compact","upgrade":"luxury"}""");
        await AssertValidAsync("get_offers", $$"""{"token":"{{token}}","view":"full"}""");
        Assert.Null(tools["cancel_search"].OutputSchema);

        async Task AssertValidAsync(string tool, string arguments)
        {
            var schema = tools[tool].OutputSchema!.Value;
            var validator = new JsonSchemaValidator(schema);
            var result = await Mcp.CallAsync(tool, arguments);

            Assert.Equal("object", schema.Text("type"));
            Assert.Empty(validator.Validate(schema, result.StructuredContent!.Value));
            Assert.NotEmpty(validator.Validate(schema, JsonElement.Parse("""{"token":1}""")));
        }
    }

    [Fact]
    public async Task Answers_have_at_most_4_KB_unless_more_are_asked_for()
    {
        // Names as long as a supplier can have them.
        string[] codes = ["MDMR", "EDMR", "CDMR", "IDMR", "SDMR", "FDAR", "PDAR", "LDAR", "OFAR", "XVAR"];
        Alpha.Answers([.. Enumerable.Range(0, 758).Select(i => TestOffers.Offer($"r{i}", codes[i % codes.Length], 100 + i) with
        {
            Vehicle = new string('ü', 110),
            BookingUrl = $"https://alpha.example/{new string('x', 150)}{i}",
        })]);
        var search = await Mcp.CallAsync("search_cars", TestSearches.Weekend);
        var token = search.StructuredContent!.Value.Text("token");
        var all = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}"}""");
        var full = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}","view":"full"}""");
        var more = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}","limit":100}""");

        Assert.Equal(758, search.StructuredContent!.Value.GetProperty("total").GetInt32());
        Assert.All([search, all], result => Assert.InRange(result.Bytes(), 2048, MaxBytes));
        Assert.Equal(1, full.StructuredContent!.Value.GetProperty("offers").GetArrayLength());
        Assert.Equal(100, more.StructuredContent!.Value.GetProperty("offers").GetArrayLength());

        // As many as fit, and what was left out follows.
        Assert.All([search, all], result => Assert.True(
            result.Bytes() + (result.Texts()[0].Length / result.StructuredContent!.Value.GetProperty("offers").GetArrayLength()) > 3600));
        Assert.Matches("call get_offers with the same filters, best=size and skip=[1-9].", search.Texts()[1]);
        var listed = all.StructuredContent!.Value.GetProperty("offers").GetArrayLength();
        Assert.Contains($"For more, call get_offers with the same filters and skip={listed}.", all.Texts()[1], StringComparison.Ordinal);
        var next = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}","skip":{{listed}}}""");
        Assert.Equal(
            more.StructuredContent!.Value.GetProperty("offers").EnumerateArray().Skip(listed).First().Text("id"),
            next.StructuredContent!.Value.GetProperty("offers").EnumerateArray().First().Text("id"));
    }

    [Fact]
    public async Task Without_a_match_the_answer_says_so()
    {
        var token = await Mcp.SearchAsync();
        var result = await Mcp.CallAsync("get_offers", $$"""{"token":"{{token}}","type":"convertible"}""");

        Assert.StartsWith("No offer matches: call get_offers with fewer filters.", result.Texts()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_offers_the_answer_says_so()
    {
        Alpha.Answers();
        var result = await Mcp.CallAsync("search_cars", TestSearches.Weekend);

        // An empty text would be invalid in the requests of some models.
        Assert.Equal(
            "The search found no offers. For another place, other dates or another driver, call search_cars.", result.Texts()[1]);
    }

    [Fact]
    public async Task A_search_that_fails_says_why()
    {
        Alpha.Fails(new InvalidOperationException());
        var result = await Mcp.CallAsync("search_cars", TestSearches.Weekend);

        Assert.False(result.IsError is true);
        Assert.StartsWith("The search has no result: No supplier responded.", result.Texts()[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_are_read_with_dashes_and_capitals()
    {
        var token = await Mcp.SearchAsync();
        var dashed = Guid.ParseExact(token, "N").ToString("D").ToUpperInvariant();

        Assert.Equal(token, (await Mcp.CallAsync("get_offers", $$"""{"token":"{{dashed}}"}""")).StructuredContent!.Value.Text("token"));
        Assert.StartsWith(
            "The search was stopped and deleted.",
            (await Mcp.CallAsync("cancel_search", $$"""{"token":"{{dashed}}"}""")).Text(), StringComparison.Ordinal);
        Assert.StartsWith(
            "No search has this token.", await Mcp.ErrorAsync("get_offers", $$"""{"token":"{{token}}"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_are_found()
    {
        var result = await Mcp.CallAsync("find_places", """{"q":"new y","limit":2}""");

        var places = result.StructuredContent!.Value.GetProperty("places");
        Assert.Equal(["NYC", "JFK"], places.EnumerateArray().Select(place => place.Text("code")));
        Assert.Equal(
            $"{{\"places\":{await Client.GetStringAsync("/api/places?q=new%20y&limit=2")}}}", Assert.Single(result.Texts()));
    }

    [Fact]
    public async Task Places_have_at_most_4_KB() =>
        Assert.InRange((await Mcp.CallAsync("find_places", """{"q":"a"}""")).Bytes(), 256, MaxBytes);
}
