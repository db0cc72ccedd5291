using System.Net;
using CarSearch.Samples;
using CarSearch.Samples.Api;
using CarSearch.Suppliers;
using CarSearch.Tests.OpenTravel;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CarSearch.Tests.Core.Suppliers;

/// <summary>The sample adapter: that the documents show it as it is, and that it does what they say.</summary>
public sealed class NorthwayTests
{
    [Fact]
    public void The_document_shows_this_class()
    {
        var source = RepositoryFiles.Text("samples/Northway/Northway.cs").ReplaceLineEndings("\n");
        var shown = source[source.IndexOf("public sealed class", StringComparison.Ordinal)..].Trim();
        var document = RepositoryFiles.Text("docs/suppliers.md").ReplaceLineEndings("\n");
        Assert.Contains($"```csharp\n{shown}\n```", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_offers_come_through_the_API_and_what_can_not_be_used_is_counted()
    {
        using var api = new WebApplicationFactory<Rate>();
        using var recorder = new Recorder(api.Server.CreateHandler());
        using var app = new CarSearchApplication().With(services => services
            .AddHttpClient<ISupplier, Northway>(http => http.BaseAddress = new("https://northway.example/api/"))
            .ConfigurePrimaryHttpMessageHandler(() => recorder));
        using var client = app.Client();
        using var answer = await client.GetAsync($"/api/searches/{await client.StartAndEndAsync()}");
        var body = await answer.JsonAsync();
        Assert.Equal(
            """[{"name":"Northway","simulated":false,"status":"Succeeded","offers":1,"dropped":2,"elapsedMs":0,"error":null}]""",
            body.GetProperty("suppliers").GetRawText());
        var offer = body.GetProperty("offers")[0];
        Assert.Equal(
            ("JFK-1", 120.5m),
            (offer.GetProperty("reference").GetString(), offer.GetProperty("price").GetProperty("total").GetDecimal()));
        Assert.Equal(
            "https://northway.example/api/rates?at=JFK&from=2026-12-04T10:00:00&to=2026-12-06T10:00:00&age=30&currency=USD",
            recorder.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "Northway is overloaded.", true)]
    [InlineData(HttpStatusCode.BadGateway, "Northway is overloaded.", true)]
    [InlineData(HttpStatusCode.BadRequest, "Northway rejected the request (HTTP 400).", false)]
    public async Task A_refusal_is_told_in_a_sentence(HttpStatusCode status, string sentence, bool isTransient)
    {
        using var handler = new ScriptedHandler();
        handler.RespondAlways(() => new(status));
        using var http = new HttpClient(handler) { BaseAddress = new("https://northway.example/api/") };
        var request = new SupplierRequest("0123456789abcdef", SampleRequests.Weekend);
        var failure = await Assert.ThrowsAsync<SupplierException>(() => new Northway(http).SearchAsync(request, default));
        Assert.Equal((sentence, isTransient), (failure.Message, failure.IsTransient));
    }

    private sealed class Recorder(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public string? Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = request.RequestUri!.AbsoluteUri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
