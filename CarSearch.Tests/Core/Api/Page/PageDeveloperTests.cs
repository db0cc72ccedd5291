using System.Text.RegularExpressions;
using CarSearch.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The drawer for developers, and the access key.</summary>
[Collection(BrowserTests.Name)]
public sealed partial class PageDeveloperTests(Browser browser)
{
    private const string Key = "the-key-of-a-customer";

    [Fact]
    public async Task The_drawer_has_the_requests_that_were_made()
    {
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            Suppliers = [new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))],
        });
        await session.SearchToEndAsync();
        await session.Button("For developers").ClickAsync();

        var start = session.Locate(".requests > li").Filter(new() { HasText = "POST" });
        await Expect(start.Locator(".status")).ToHaveTextAsync("202");
        await Expect(start.Locator(".time")).ToHaveTextAsync(new Regex(@"^[\d,]+ ms$"));
        await Expect(start.Locator("dl")).ToContainTextAsync("Retry-After");
        var command = await start.Locator("code").TextContentAsync();
        Assert.StartsWith(
            $"curl -i '{session.Address}api/searches' \\\n  -H 'Content-Type: application/json' \\\n  -d '",
            command,
            StringComparison.Ordinal);
        Assert.Contains("\"pickUp\":{\"place\":\"NYC\",\"at\":\"", command, StringComparison.Ordinal);
        Assert.DoesNotContain("x-functions-key", command, StringComparison.Ordinal);

        var sent = session.Requests.Select(request => request.Split(' ')[1]).Where(address => ApiAddress().IsMatch(address));
        Assert.Equal(sent.Reverse(), await AddressesAsync(session));
        Assert.DoesNotMatch("[0-9a-f]{32}", session.Page.Url);
        await session.Button("Close").ClickAsync();
        await Expect(session.Locate("#drawer")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_host_with_keys_asks_for_one_that_stays_in_memory()
    {
        await using var session = await PageSession.OpenAsync(browser, PageSetup.Expecting(401) with
        {
            Settings = new() { ["Keys:customer"] = Key },
            Suppliers = [new ScriptedSupplier("Alpha").Answers(TestOffers.Offer("A1"))],
        });
        await session.Field("Pick-up").PressSequentiallyAsync("new york");
        await Expect(session.Locate("#form-error")).ToContainTextAsync("This host requires an access key.");
        await session.Button("Enter the key").ClickAsync();
        await Expect(session.Field("Access key")).ToBeFocusedAsync();
        await session.Page.Keyboard.TypeAsync(Key);
        await session.Button("Close").ClickAsync();
        await session.Button("Search cars").ClickAsync();
        await Expect(session.Locate("#results-title")).ToHaveTextAsync("Search complete");

        await session.Button("For developers").ClickAsync();
        await Expect(session.Locate(".requests code").First).ToContainTextAsync("-H \"x-functions-key: $CARSEARCH_KEY\"");
        Assert.DoesNotContain(Key, await session.Locate("body").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(session.Requests, request => request.Contains(Key, StringComparison.Ordinal));
        Assert.Equal(0, await session.Page.EvaluateAsync<int>("localStorage.length + sessionStorage.length + document.cookie.length"));
        await session.Page.ReloadAsync();
        await Expect(session.Field("Access key")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_policy_blocks_code_and_requests_that_are_not_those_of_the_page()
    {
        await using var session = await PageSession.OpenAsync(browser, new()
        {
            ExpectedErrors = ["CSP: ", "Connecting to ", "Fetch API cannot load", "Executing inline ", "Applying inline "],
        });
        var violations = 0;
        await session.Page.RunAndWaitForConsoleMessageAsync(
            () => session.Page.EvaluateAsync(
                """
                async () => {
                  await fetch('https://elsewhere.example/').catch(() => {});
                  document.head.append(Object.assign(document.createElement('script'), { textContent: 'document.title = "changed"' }));
                  document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { display: none }' }));
                }
                """),
            new() { Predicate = message => message.Text.StartsWith("CSP: ", StringComparison.Ordinal) && ++violations == 3 });

        Assert.Equal(
            ["CSP: connect-src", "CSP: script-src-elem", "CSP: style-src-elem"],
            session.Errors.Where(error => error.StartsWith("CSP: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        await Expect(session.Page).ToHaveTitleAsync("CarSearch");
        await Expect(session.Button("Search cars")).ToBeVisibleAsync();
        session.AllowElsewhere("https://elsewhere.example/");
    }

    private static async Task<IEnumerable<string>> AddressesAsync(PageSession session) =>
        (await session.Locate(".requests code").AllTextContentsAsync()).Select(command => command.Split('\'')[1]);

    [GeneratedRegex("/api/(?!try/)")]
    private static partial Regex ApiAddress();
}
