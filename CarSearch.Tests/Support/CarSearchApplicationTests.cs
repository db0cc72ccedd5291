using System.Net;

namespace CarSearch.Tests.Support;

public sealed class CarSearchApplicationTests
{
    [Fact]
    public async Task A_search_runs_to_its_offers()
    {
        using var app = new CarSearchApplication(new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1")));
        using var client = app.Client();
        var token = await client.StartAndEndAsync();
        using var response = await client.GetAsync($"/api/searches/{token}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, (await response.JsonAsync()).GetProperty("matched").GetInt32());
    }
}
