using System.Net;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Sandbox;

namespace CarSearch.Tests.Sandbox;

/// <summary>Faults that HTTP tells by itself.</summary>
public sealed class HttpFaultTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("not-found", HttpStatusCode.NotFound, null)]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized, null)]
    [InlineData("busy", HttpStatusCode.ServiceUnavailable, 30)]
    [InlineData("busy&seconds=2", HttpStatusCode.ServiceUnavailable, 2)]
    [InlineData("BUSY&seconds=0", HttpStatusCode.ServiceUnavailable, 0)]
    [InlineData("too-many", HttpStatusCode.TooManyRequests, null)]
    [InlineData("too-many&seconds=7", HttpStatusCode.TooManyRequests, 7)]
    [InlineData("error", HttpStatusCode.InternalServerError, null)]
    public async Task A_status_comes_with_the_pause_that_was_asked_for(string fault, HttpStatusCode status, int? seconds)
    {
        // The message is not looked at.
        foreach (var message in new[] { SandboxMessages.Weekend, "junk" })
        {
            using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", fault), message);

            Assert.Equal(status, answer.StatusCode);
            Assert.Equal(seconds, answer.Headers.RetryAfter?.Delta?.TotalSeconds);
            Assert.Equal(status is HttpStatusCode.Unauthorized, answer.Headers.WwwAuthenticate.Count > 0);
        }
    }

    [Theory]
    [InlineData("html", HttpStatusCode.OK)]
    [InlineData("error", HttpStatusCode.InternalServerError)]
    public async Task A_web_page_is_no_XML(string fault, HttpStatusCode status)
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", fault));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("</html>", page, StringComparison.Ordinal);
        Assert.Throws<XmlException>(() => XDocument.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Empty_is_200_without_a_body()
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "empty"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, answer.Content.Headers.ContentLength);
        Assert.Equal("application/xml", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_redirect_leads_to_the_offers()
    {
        using var answer = await box.Sandbox.AskAsync(box.Sandbox.Address("Alderway", "redirect"));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
        Assert.Equal(box.Sandbox.Address("Alderway"), answer.Headers.Location);
    }

    [Theory]
    [InlineData("?fault=quake", "There is no fault \"quake\"; known are html, empty,")]
    [InlineData("?faults=busy", "\"faults\" is not known here; an address takes fault, seconds and code.")]
    [InlineData("?fault=busy&seconds=-1", "seconds is \"-1\"; it takes a whole number from 0 to 86400.")]
    [InlineData("?fault=busy&seconds=86401", "seconds is \"86401\"; it takes")]
    [InlineData("?fault=busy&seconds=", "seconds is \"\"; it takes")]
    [InlineData("?fault=ota-errors&code=1874", "code is \"1874\"; it takes a code of OpenTravel's list ERR, such as 187.")]
    [InlineData("?fault=ota-errors&code=a", "code is \"a\"; it takes")]
    public async Task An_address_that_asks_for_what_is_not_there_is_refused(string query, string sentence)
    {
        using var answer = await box.Sandbox.AskAsync(new(box.Sandbox.Root, $"/ota/Alderway{query}"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(sentence, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/ota/Nobody", HttpStatusCode.NotFound)]
    [InlineData("POST", "/ota", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/health", HttpStatusCode.NotFound)]
    [InlineData("GET", "/ota/Alderway", HttpStatusCode.MethodNotAllowed)]
    public async Task Where_nothing_is_the_suppliers_are_told(string method, string path, HttpStatusCode status)
    {
        using var answer = await box.Sandbox.Client.SendAsync(new(new(method), path));

        Assert.Equal(status, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.All(box.Sandbox.Suppliers.All, supplier => Assert.Contains($"{box.Sandbox.Root}ota/{supplier.Name}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_front_page_tells_suppliers_faults_and_a_configuration()
    {
        using var answer = await box.Sandbox.Client.GetAsync("/");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.All(box.Sandbox.Suppliers.All, supplier => Assert.Contains($"{box.Sandbox.Root}ota/{supplier.Name}\n", text, StringComparison.Ordinal));
        Assert.All(Fault.All, fault => Assert.Contains($"\n  {fault.Name.PadRight(15)}{fault.Meaning}\n", text, StringComparison.Ordinal));
        Assert.Contains($"\"Endpoint\": \"{box.Sandbox.Root}ota/Alderway\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_has_a_name_of_its_own() => Assert.Equal(23, Fault.All.Select(fault => fault.Name).Distinct().Count());
}
