using System.Net;
using System.Text.Json.Nodes;
using CarSearch.Api;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/places, /api/health and /api/openapi.json.</summary>
public abstract class OpenAddressContract<THost>(SharedHost<THost> shared) : IClassFixture<SharedHost<THost>>
    where THost : IContractHost
{
    private readonly HttpClient client = shared.Client;

    [Theory]
    [InlineData("new%20y", "NYC")]
    [InlineData("S%C3%A3o%20P", "SAO")]
    [InlineData("z%C3%BCr", "ZRH")]
    public async Task A_place_is_found_by_a_part_of_its_code_or_name(string text, string code) =>
        Assert.Equal(code, (await client.GetJsonAsync($"/api/places?q={text}"))[0].Text("code"));

    [Fact]
    public async Task A_place_has_all_its_properties() => Assert.Equal(
        """{"code":"NYC","name":"New York","city":"New York","state":"New York","country":"US","kind":"city","""
            + "\"timeZone\":\"America/New_York\",\"location\":{\"lat\":40.6394,\"lon\":-73.7793}}",
        (await client.GetJsonAsync("/api/places?q=nyc&limit=1&code=x"))[0].GetRawText());

    [Fact]
    public async Task Places_that_start_with_the_text_come_before_those_that_contain_it()
    {
        var places = await client.GetJsonAsync("/api/places?q=york&limit=50");
        var names = places.EnumerateArray().Select(place => place.Text("name")).ToArray();

        var containing = Array.IndexOf(names, "New York");
        Assert.True(containing > 0);
        Assert.All(names[..containing], name => Assert.StartsWith("York", name, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("q=a", 10)]
    [InlineData("q=a&limit=1", 1)]
    [InlineData("q=a&limit=50", 50)]
    [InlineData("q=qqqqqq", 0)]
    public async Task At_most_so_many_places_come(string query, int count) =>
        Assert.Equal(count, (await client.GetJsonAsync($"/api/places?{query}")).GetArrayLength());

    [Theory]
    [InlineData("", "q: Missing or not valid. Allowed: a part of a name or code, 1 to 100 characters, once.")]
    [InlineData("?q=a&q=b", "q: Missing or not valid. Allowed: a part of a name or code, 1 to 100 characters, once.")]
    [InlineData("?q=a&limit=0", "limit: Not valid. Allowed: a whole number from 1 to 50, once.")]
    [InlineData("?q=a&limit=51", "limit: Not valid. Allowed: a whole number from 1 to 50, once.")]
    [InlineData("?q=a&limit=1&limit=2", "limit: Not valid. Allowed: a whole number from 1 to 50, once.")]
    [InlineData(
        "?limit=0",
        "limit: Not valid. Allowed: a whole number from 1 to 50, once.\n"
        + "q: Missing or not valid. Allowed: a part of a name or code, 1 to 100 characters, once.")]
    [InlineData("?q=a&kind=city", "kind: Unknown parameter. Allowed: q, limit.")]
    public async Task A_query_for_places_that_cannot_be_read_is_refused(string query, string errors)
    {
        using var response = await client.GetAsync($"/api/places{query}");

        Assert.Equal(errors, await response.ErrorsAsync("InvalidQuery"));
    }

    [Fact]
    public async Task A_text_for_places_has_at_most_100_characters()
    {
        using var longest = await client.GetAsync($"/api/places?q={new string('x', 100)}");
        using var longer = await client.GetAsync($"/api/places?q={new string('x', 101)}");

        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal("q", await longer.WrongAsync("InvalidQuery"));
    }

    [Fact]
    public async Task Health_is_cached_for_5_seconds()
    {
        using var host = new Contracted<THost>();
        Assert.Equal("""{"status":"Healthy"}""", (await client.GetJsonAsync("/api/health")).GetRawText());

        Assert.Equal(HttpStatusCode.OK, await HealthAsync(TimeSpan.Zero));
        var checks = host.Ports.Checks;
        host.Ports.StoreIsDown = true;
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(TimeSpan.FromMilliseconds(4999)));
        Assert.Equal(checks, host.Ports.Checks);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(TimeSpan.FromMilliseconds(1)));
        host.Ports.StoreIsDown = false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HealthAsync(TimeSpan.FromMilliseconds(4999)));
        Assert.Equal(HttpStatusCode.OK, await HealthAsync(TimeSpan.FromMilliseconds(1)));

        async Task<HttpStatusCode> HealthAsync(TimeSpan later)
        {
            host.Time.Advance(later);
            using var response = await host.Client.GetAsync("/api/health");
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task An_unhealthy_response_is_one_word_and_the_reason_is_logged()
    {
        using var host = new Contracted<THost>();
        host.Ports.StoreIsDown = true;
        using var response = await host.Client.GetAsync("/api/health");

        Assert.Equal("""{"status":"Unhealthy"}""", await response.Content.ReadAsStringAsync());
        host.Log.AssertContains("/secret/path");
    }

    [Fact]
    public async Task The_description_is_served_as_it_is_embedded()
    {
        using var response = await client.GetAsync("/api/openapi.json");

        Assert.Equal(OpenApiDescription.Json.ToArray(), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("no-cache, private", response.Header("Cache-Control"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(400)]
    public async Task The_searches_of_the_description_can_be_sent_at_any_date(int days)
    {
        using var host = new Contracted<THost>();
        using var before = await host.Client.GetAsync("/api/openapi.json");
        host.Time.Advance(TimeSpan.FromDays(days));
        using var response = await host.Client.GetAsync("/api/openapi.json");
        var description = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var content = description["paths"]!["/api/searches"]!["post"]!["requestBody"]!["content"]!["application/json"]!;

        Assert.Equal(days == 0, before.Header("ETag") == response.Header("ETag"));
        var examples = content["examples"]!.AsObject().Select(example => example.Value!["value"]!).ToArray();
        Assert.InRange(examples.Length, 3, int.MaxValue);
        foreach (var example in examples)
        {
            using var accepted = await host.Client.PostSearchAsync(example.ToJsonString());

            Assert.True(accepted.StatusCode is HttpStatusCode.Accepted, await accepted.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_description_is_not_sent_again_while_it_is_current()
    {
        using var first = await client.GetAsync("/api/openapi.json");
        using var second = await client.GetAsync("/api/openapi.json", "If-None-Match", first.Header("ETag")!);
        using var third = await client.GetAsync("/api/openapi.json", "If-None-Match", "\"older\"");

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal(first.Header("ETag"), second.Header("ETag"));
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }
}
