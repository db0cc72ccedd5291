using System.Text.RegularExpressions;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The page while a search runs.</summary>
[Collection(BrowserTests.Name)]
public sealed class PageProgressTests(Browser browser)
{
    [Fact]
    public async Task Each_supplier_has_a_bar_with_its_state_and_its_reason()
    {
        var slow = new ScriptedSupplier("Delta");
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            Suppliers =
            [
                new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"), TestOffers.Offer("A2")),
                new ScriptedSupplier("Beta").Fails(new SupplierException("Beta's reservation system is closed for maintenance.")),
                new ScriptedSupplier("Gamma").Answers(_ => Task.FromResult(
                    new SupplierResponse([TestOffers.Offer("G1")], Missing: "EWR did not respond."))),
                slow,
                new ScriptedSupplier("Epsilon").Fails(new SupplierException("Epsilon did not respond in time.") { IsTimeout = true }),
            ],
        });
        await session.SearchAsync();

        await BarAsync("Alpha", "Succeeded", "Complete", new Regex(@"^2 offers in \d+\.\d s$"), "--good");
        await BarAsync("Beta", "Failed", "Failed", new Regex("^Beta's reservation system is closed for maintenance\\.$"), "--bad");
        await BarAsync("Gamma", "Partial", "Partly failed", new Regex(@"^1 offer in \d+\.\d s\. .*EWR did not respond\."), "--warn");
        await BarAsync("Delta", "Running", "Searching", new Regex("^$"), "--accent");
        await BarAsync("Epsilon", "TimedOut", "Too late", new Regex("^Epsilon did not respond in time\\.$"), "--warn");
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Searching");
        await Expect(session.Locate("#offer-count")).ToHaveTextAsync("3");
        await Expect(session.Locate("#elapsed")).Not.ToHaveTextAsync("0.0");
        await Expect(session.Locate("#sentence")).ToHaveTextAsync(
            new Regex("^So far: A compact Toyota Corolla at JFK is 100 US dollars for two days"));

        (await slow.NextAsync()).Offer(TestOffers.Offer("D1", total: 40));
        await BarAsync("Delta", "Succeeded", "Complete", new Regex(@"^1 offer in \d+\.\d s$"), "--good");
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");

        async Task BarAsync(string name, string status, string word, Regex reason, string color)
        {
            var row = session.Locate("#suppliers > li").Filter(new() { HasText = name }).First;
            await Expect(row).ToHaveAttributeAsync("data-status", status);
            await Expect(row.Locator(".mark")).ToHaveTextAsync(word);
            await Expect(row.Locator(".reason")).ToHaveTextAsync(reason);
            Assert.True(await row.Locator(".fill").EvaluateAsync<bool>(
                """
                (node, color) => {
                  const probe = document.body.appendChild(document.createElement('i'));
                  probe.style.color = `var(${color})`;
                  const expected = getComputedStyle(probe).color;
                  probe.remove();
                  return getComputedStyle(node).backgroundColor === expected;
                }
                """,
                color));
        }
    }

    [Fact]
    public async Task A_search_that_no_supplier_answers_says_why()
    {
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            Suppliers = [new ScriptedSupplier("Alpha").Fails(new SupplierException("Alpha is closed."))],
        });
        await session.SearchAsync();

        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search failed");
        await Expect(session.Locate("#results-error")).ToBeVisibleAsync();
        await Expect(session.Locate("#suppliers .reason")).ToHaveTextAsync("Alpha is closed.");
        await Expect(session.Locate("#sentence")).ToHaveTextAsync("I found no car for these dates.");
        await Expect(session.Locate("#offers")).ToHaveTextAsync("There are no offers.");
    }

    [Fact]
    public async Task A_search_can_be_canceled()
    {
        var supplier = new ScriptedSupplier("Alpha");
        await using var session = await PageSession.OpenAsync(browser, new() { Suppliers = [supplier] });
        await session.SearchAsync();
        var question = await supplier.NextAsync();
        await session.Button("Cancel").ClickAsync();

        await question.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search canceled");
        await Expect(session.Locate("#results-error")).ToHaveTextAsync("The search was canceled and its offers are deleted.");
        await Expect(session.Locate("#offers")).ToHaveTextAsync("There are no offers.");
        await Expect(session.Button("Cancel")).ToBeHiddenAsync();
        Assert.Equal(1, session.Requests.Count(request => request.StartsWith("DELETE ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_search_that_could_not_be_canceled_goes_on()
    {
        var supplier = new ScriptedSupplier("Alpha");
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(503) with
        {
            Suppliers = [supplier],
            Prepare = page => page.RouteAsync(new Regex("/api/searches/"), route => route.Request.Method == "DELETE"
                ? route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"detail":"Not now."}""" })
                : route.ContinueAsync()),
        });
        await session.SearchAsync();
        var question = await supplier.NextAsync();
        await session.Button("Cancel").ClickAsync();
        await Expect(session.Locate("#results-error")).ToHaveTextAsync("Not now.");
        await Expect(session.Button("Cancel")).ToBeEnabledAsync();

        question.Offer(TestOffers.Offer("A1"));
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        await Expect(session.Locate("#results-error")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_search_that_is_gone_says_so()
    {
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(404));
        await session.SearchToEndAsync();
        var search = session.Requests.First(request => request.Contains("/api/searches/", StringComparison.Ordinal)).Split(' ')[1];
        using var client = new HttpClient();
        using var deleted = await client.DeleteAsync(new Uri(search.Split('?')[0]));
        await session.Chip("size:compact").ClickAsync();

        await Expect(session.Locate("#results-error")).ToContainTextAsync("No search has this token.");
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Not Found");
        await Expect(session.Locate(".offer")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_new_search_stops_the_one_that_runs()
    {
        var supplier = new ScriptedSupplier("Alpha");
        await using var session = await PageSession.OpenAsync(browser, new() { Suppliers = [supplier] });
        await session.SearchAsync();
        var first = await supplier.NextAsync();
        await session.Button("London").ClickAsync();

        await first.Canceled.WaitAsync(TimeSpan.FromSeconds(30));
        (await supplier.NextAsync()).Offer(TestOffers.Offer("A1"));
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");
        await Expect(session.Locate(".offer")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Offers_under_the_pointer_wait_until_it_leaves_or_they_are_asked_for()
    {
        var late = new ScriptedSupplier("Beta");
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            Suppliers = [new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1")), late],
        });
        await session.SearchAsync();
        await session.Locate(".offer").First.HoverAsync();
        var top = (await session.Locate("#offers").BoundingBoxAsync())!.Y;
        (await late.NextAsync()).Offer(TestOffers.Offer("B1", total: 40));
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");

        await Expect(session.Locate(".offer .total")).ToHaveTextAsync(["$100.00"]);
        Assert.Equal(top, (await session.Locate("#offers").BoundingBoxAsync())!.Y);
        await session.Button("Show new offers").ClickAsync();
        await Expect(session.Locate(".offer .total")).ToHaveTextAsync(["$40.00", "$100.00"]);
        await Expect(session.Locate("#show-new")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_host_that_is_unavailable_is_asked_again()
    {
        var failures = 2;
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            ExpectedErrors = ["Failed to load resource:"],
            Prepare = async page =>
            {
                await page.Clock.InstallAsync();
                await page.RouteAsync(new Regex("/api/searches/"), route => Interlocked.Decrement(ref failures) switch
                {
                    1 => route.AbortAsync(),
                    0 => route.FulfillAsync(new()
                    {
                        Status = 503,
                        ContentType = "application/problem+json",
                        Body = """{"detail":"The store is not available."}""",
                    }),
                    _ => route.ContinueAsync(),
                });
            },
        });
        await session.SearchAsync();
        await Expect(session.Locate("#results-error")).ToHaveTextAsync("The host cannot be reached. Trying again.");
        await session.Page.Clock.FastForwardAsync(2_000);
        await Expect(session.Locate("#results-error")).ToHaveTextAsync("The store is not available. Trying again.");
        await session.Page.Clock.FastForwardAsync(2_000);
        await Expect(session.Locate("#results-error")).ToBeHiddenAsync();
        await Expect(session.Locate("#suppliers > li")).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task A_search_that_is_refused_says_when_to_try_again()
    {
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            ExpectedErrors = ["Failed to load resource:"],
            Prepare = page => page.RouteAsync("**/api/searches", route => route.FulfillAsync(new()
            {
                Status = 429,
                ContentType = "application/problem+json",
                Headers = new Dictionary<string, string> { ["Retry-After"] = "12" },
                Body = """{"detail":"Too many searches are in progress."}""",
            })),
        });
        await session.SearchAsync();

        await Expect(session.Locate("#form-error")).ToHaveTextAsync("Too many searches are in progress. Try again in 12 seconds.");
    }
}
