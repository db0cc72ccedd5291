using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>What the page makes of the members of a response.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageContentTests(Browser browser)
{
    private const string Markup = "<img src=x onerror=\"document.title='markup'\"><b>Corolla</b>";
    private const string Picture =
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect width='10' height='10'/></svg>";

    [Fact]
    public async Task Text_of_the_API_is_never_markup()
    {
        await using var session = await OpenAsync((body, offer) =>
        {
            offer["vehicle"] = Markup;
            offer["vendor"] = Markup;
            var station = offer["pickUp"]!;
            (station["name"], station["address"], station["howToGetThere"], station["hours"]) = (Markup, Markup, Markup, Markup);
            offer["terms"] = new JsonObject { ["fuelPolicy"] = Markup.ToLowerInvariant() };
            body["suppliers"]![0]!["error"] = new JsonObject { ["code"] = "Partial", ["message"] = Markup };
        });

        await Expect(session.Locate(".offer h3")).ToHaveTextAsync(Markup);
        await Expect(session.Locate(".offer .vendor")).ToHaveTextAsync(Markup);
        await Expect(session.Locate(".offer .terms")).ToContainTextAsync(Markup.ToLowerInvariant());
        await Expect(session.Locate(".suppliers .reason")).ToContainTextAsync(Markup);
        await Expect(session.Locate("#sentence")).ToContainTextAsync(Markup);
        await session.Locate(".station summary").ClickAsync();
        await Expect(session.Locate(".station dd").First).ToHaveTextAsync(Markup);
        await Expect(session.Locate(".offer img")).ToHaveCountAsync(0);
        await Expect(session.Page).ToHaveTitleAsync("CarSearch");
    }

    [Fact]
    public async Task Only_an_address_of_https_is_a_link()
    {
        await using var session = await OpenAsync((body, offer) =>
        {
            offer["bookingUrl"] = "https://supplier.example/book?id=1";
            string?[] others = ["http://supplier.example/book", "javascript:alert(1)", "//supplier.example", "data:text/html,x", null];
            foreach (var address in others)
            {
                var other = offer.DeepClone();
                other["bookingUrl"] = address;
                body["offers"]!.AsArray().Add(other);
            }
        });

        await Expect(session.Locate(".offer")).ToHaveCountAsync(6);
        await Expect(session.Locate(".offer a")).ToHaveCountAsync(1);
        await Expect(session.Locate(".offer a")).ToHaveAttributeAsync("href", "https://supplier.example/book?id=1");
        await Expect(session.Locate(".offer a")).ToHaveAttributeAsync("rel", "noopener noreferrer");
    }

    [Fact]
    public async Task What_costs_money_is_in_plain_sight()
    {
        await using var session = await OpenAsync((_, offer) =>
        {
            offer["onRequest"] = true;
            offer["freeCancellation"] = false;
            offer["mileage"] = JsonNode.Parse("""{ "unlimited": false, "included": 300, "unit": "mi" }""");
            offer["pickUp"]!["atAirport"] = false;
            offer["price"]!["payAtPickUp"] = 40.5;
            offer["price"]!["estimated"] = true;
            offer["terms"] = JsonNode.Parse(
                """
                { "deposit": { "amount": 250, "currency": "EUR" }, "minimumAge": 23, "payment": "split", "fuelPolicy": "fullToFull",
                  "excess": [{ "cover": "collisionDamageWaiver", "amount": 900, "currency": "USD" }],
                  "covers": ["theftProtection", "thirdPartyLiability"],
                  "cancellation": { "free": false, "until": null, "fee": { "amount": 50, "currency": "USD" } },
                  "fees": [{ "kind": "youngDriver", "amount": 32, "currency": "USD", "included": false },
                           { "kind": "tax", "amount": 9, "currency": "USD", "included": true },
                           { "kind": "afterHours", "amount": null, "currency": null, "included": null }] }
                """);
        });

        await Expect(session.Locate(".terms li")).ToHaveTextAsync(
        [
            "Estimated price", "On request: the supplier must confirm", "$40.50 at pick-up", "300 mi included", "Cancellation costs $50.00",
            "By shuttle", "Deposit €250.00", "Excess $900.00, collision damage waiver", "With theft protection, third party liability",
            "Fuel: full to full", "Not included: young driver $32.00", "Not included: after hours", "From age 23",
        ]);
    }

    [Fact]
    public async Task A_cancellation_says_until_when_it_is_free()
    {
        await using var session = await OpenAsync((_, offer) =>
        {
            (offer["freeCancellation"], offer["mileage"], offer["price"]!["payAtPickUp"]) = (true, null, null);
            offer["terms"] = JsonNode.Parse(
                """
                { "deposit": null, "excess": null, "covers": null, "fuelPolicy": null, "payment": null, "fees": null, "minimumAge": null,
                  "cancellation": { "free": true, "until": "2026-12-03T10:00", "fee": { "amount": 50, "currency": "USD" } } }
                """);
        });

        await Expect(session.Locate(".terms li")).ToHaveTextAsync(
            [new Regex(@"^Free cancellation until Dec 3, 2026, 10:00\sAM, then \$50\.00$")]);
    }

    [Theory]
    [InlineData("""{ "unlimited": true, "included": null, "unit": null }""", 100, "Pay at pick-up", "Unlimited mileage")]
    [InlineData(null, 0, "Pay now")]
    public async Task Other_terms_are_in_plain_sight_too(string? mileage, int payAtPickUp, params string[] terms)
    {
        await using var session = await OpenAsync((_, offer) =>
        {
            offer["mileage"] = mileage is null ? null : JsonNode.Parse(mileage);
            (offer["freeCancellation"], offer["terms"]) = (null, null);
            offer["price"]!["payAtPickUp"] = payAtPickUp;
        });

        await Expect(session.Locate(".terms li")).ToHaveTextAsync(terms);
    }

    [Fact]
    public async Task A_picture_of_the_supplier_takes_the_place_of_the_silhouette_if_it_loads()
    {
        await using var session = await OpenAsync(
            (body, offer) =>
            {
                offer["image"] = "https://pictures.example/corolla.svg";
                var other = offer.DeepClone();
                other["id"] = "0000000000000001";
                other["image"] = "https://pictures.example/missing.svg";
                body["offers"]!.AsArray().Add(other);
            },
            async page =>
            {
                await page.RouteAsync("https://pictures.example/corolla.svg", route => route.FulfillAsync(new()
                {
                    ContentType = "image/svg+xml",
                    Body = Uri.UnescapeDataString(Picture.Split(',', 2)[1]),
                }));
                await page.RouteAsync("https://pictures.example/missing.svg", route => route.AbortAsync());
            });

        await Expect(session.Locate(".offer img")).ToHaveCountAsync(1);
        Assert.True(await session.Locate(".offer img").EvaluateAsync<bool>("node => node.decode().then(() => node.naturalWidth > 0)"));
        await Expect(session.Locate(".offer").Nth(1).Locator("svg.car")).ToBeVisibleAsync();
        session.AllowElsewhere("https://pictures.example/");
    }

    [Theory]
    [InlineData(true, null, "These suppliers are simulated: nothing here can be rented.", 1)]
    [InlineData(true, false, "Simulated, and not for rent: Alpha.", 1)]
    [InlineData(false, null, "", 0)]
    public async Task Offers_of_a_simulated_supplier_say_so(bool isSimulated, bool? isOther, string text, int tags)
    {
        await using var session = await OpenAsync((body, _) =>
        {
            var supplier = body["suppliers"]![0]!;
            supplier["simulated"] = isSimulated;
            if (isOther is not null)
            {
                var other = supplier.DeepClone();
                (other["name"], other["simulated"]) = ("Beta", isOther);
                body["suppliers"]!.AsArray().Add(other);
            }
        });

        await Expect(session.Locate(".offer .tag")).ToHaveCountAsync(tags);
        await Expect(session.Locate("#simulated")).ToHaveTextAsync(text);
        await Expect(session.Locate("#simulated")).ToBeVisibleAsync(new() { Visible = text.Length > 0 });
    }

    [Fact]
    public async Task A_search_whose_data_cannot_be_read_shows_its_error()
    {
        await using var session = await OpenAsync(
            (body, _) =>
            {
                (body["status"], body["request"], body["total"], body["matched"]) = ("Failed", null, 0, 0);
                (body["suppliers"], body["offers"]) = (new JsonArray(), new JsonArray());
                body["facets"] = JsonNode.Parse("""{ "size": [], "type": [], "supplier": [], "rating": [], "transmission": [] }""");
                body["error"] = JsonNode.Parse("""{ "code": "Unreadable", "message": "The stored search can't be read." }""");
            },
            title: "Search failed");

        await Expect(session.Locate("#results-error")).ToHaveTextAsync("The stored search can't be read.");
        await Expect(session.Locate(".offer")).ToHaveCountAsync(0);
        await Expect(session.Locate("#trip")).ToBeEmptyAsync();
    }

    [Fact]
    public async Task The_sentence_is_spoken()
    {
        await using var session = await OpenAsync((_, _) => { }, page => page.AddInitScriptAsync(
            """
            window.spoken = [];
            speechSynthesis.speak = utterance => window.spoken.push(utterance);
            speechSynthesis.cancel = () => window.spoken.push(null);
            """));
        await session.Button("Say it").ClickAsync();
        await Expect(session.Button("Stop")).ToHaveAttributeAsync("aria-pressed", "true");

        Assert.Equal(
            await session.Locate("#sentence").InnerTextAsync(), await session.Page.EvaluateAsync<string>("window.spoken.at(-1).text"));
        await session.Page.EvaluateAsync("window.spoken.at(-1).dispatchEvent(new Event('end'))");
        await session.Button("Say it").ClickAsync();
        await session.Button("Stop").ClickAsync();
        Assert.Null(await session.Page.EvaluateAsync<string?>("window.spoken.at(-1)"));
    }

    private Task<PageSession> OpenAsync(
        Action<JsonNode, JsonNode> change, Func<IPage, Task>? prepare = null, string title = "Search complete") =>
        PageSession.OpenChangedAsync(browser, change, prepare, title);
}
