using System.Net;
using System.Xml;
using System.Xml.Linq;
using CarSearch.Sandbox;

namespace CarSearch.Tests.Sandbox;

/// <summary>Faults of the HTTP status.</summary>
public sealed class HttpFaultTests(SandboxFixture box) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("not-found", HttpStatusCode.NotFound, null)]
    [InlineData("unauthorized", HttpStatusCode.Unauthorized, null)]
    [InlineData("busy", HttpStatusCode.ServiceUnavailable, 30)]
    [InlineData("BUSY&seconds=0", HttpStatusCode.ServiceUnavailable, 0)]
    [InlineData("too-many", HttpStatusCode.TooManyRequests, null)]
    [InlineData("error", HttpStatusCode.InternalServerError, null)]
    public async Task A_status_has_the_selected_pause(string fault, HttpStatusCode status, int? seconds)
    {
        // The message is not read.
        foreach (var message in new[] { SandboxMessages.Weekend, "junk" })
        {
            using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", fault), message);

            Assert.Equal(status, response.StatusCode);
            Assert.Equal(seconds, response.Headers.RetryAfter?.Delta?.TotalSeconds);
            Assert.Equal(status is HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count > 0);
        }
    }

    [Theory]
    [InlineData("html", HttpStatusCode.OK)]
    [InlineData("error", HttpStatusCode.InternalServerError)]
    public async Task A_web_page_is_not_XML(string fault, HttpStatusCode status)
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", fault));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        var page = await response.Content.ReadAsStringAsync();
        Assert.Contains("</html>", page, StringComparison.Ordinal);
        Assert.Throws<XmlException>(() => XDocument.Parse(page[page.IndexOf("<html", StringComparison.Ordinal)..]));
    }

    [Fact]
    public async Task Empty_is_200_without_a_body()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "empty"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, response.Content.Headers.ContentLength);
        Assert.Equal("application/xml", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_redirect_leads_to_the_offers()
    {
        using var response = await box.Sandbox.PostAsync(box.Sandbox.Address("Alderway", "redirect"));

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal(box.Sandbox.Address("Alderway"), response.Headers.Location);
    }

    [Theory]
    [InlineData("?fault=quake", "Unknown fault \"quake\"; expected one of html, empty,")]
    [InlineData("?faults=busy", "Unknown parameter \"faults\"; expected fault, seconds or code.")]
    [InlineData("?fault=busy&seconds=-1", "seconds is \"-1\"; expected a whole number from 0 to 86400.")]
    [InlineData("?fault=ota-errors&code=1874", "code is \"1874\"; expected a code of OpenTravel's list ERR, such as 187.")]
    public async Task An_invalid_fault_selection_is_rejected(string query, string message)
    {
        using var response = await box.Sandbox.PostAsync(new(box.Sandbox.Root, $"/ota/Alderway{query}"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(message, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/ota/Nobody", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/health", HttpStatusCode.NotFound)]
    [InlineData("GET", "/ota/Alderway", HttpStatusCode.MethodNotAllowed)]
    public async Task An_unknown_address_returns_the_list_of_suppliers(string method, string path, HttpStatusCode status)
    {
        using var response = await box.Sandbox.Client.SendAsync(new(new(method), path));

        Assert.Equal(status, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync();
        Assert.All(box.Sandbox.Suppliers.All, supplier =>
            Assert.Contains($"{box.Sandbox.Root}ota/{supplier.Name}\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_front_page_lists_suppliers_faults_and_a_configuration()
    {
        using var response = await box.Sandbox.Client.GetAsync("/");

        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        var text = await response.Content.ReadAsStringAsync();
        Assert.All(box.Sandbox.Suppliers.All, supplier =>
            Assert.Contains($"{box.Sandbox.Root}ota/{supplier.Name}\n", text, StringComparison.Ordinal));
        Assert.All(
            Fault.All, fault => Assert.Contains($"\n  {fault.Name.PadRight(15)}{fault.Description}\n", text, StringComparison.Ordinal));
        Assert.Contains($"\"Endpoint\": \"{box.Sandbox.Root}ota/Alderway\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_names_are_unique() => Assert.Equal(25, Fault.All.Select(fault => fault.Name).Distinct().Count());
}
