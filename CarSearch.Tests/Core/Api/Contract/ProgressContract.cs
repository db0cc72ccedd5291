using System.Net;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Core.Api.Contract;

/// <summary>GET /api/searches/{token}: a search that runs, and how it can end.</summary>
public abstract class ProgressContract<THost>() : HostContract<THost>([new("Alpha"), new("Beta")])
    where THost : IContractHost
{
    [Fact]
    public async Task While_a_search_runs_the_response_is_202_with_Retry_After_and_Location()
    {
        var token = await Client.StartAsync();
        await Beta.NextAsync();
        using var response = await Client.GetAsync($"/api/searches/{token}?limit=5");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.InRange(response.RetryAfter(), 1, 5);
        Assert.Equal($"{Host.Address}api/searches/{token}", response.Header("Location"));
        Assert.NotNull(response.Header("ETag"));
        var body = await response.JsonAsync();
        Assert.Equal("Running", body.Text("status"));
        Assert.Equal("2026-11-23T17:00:00.000Z", body.Text("requestedAt"));
        Assert.Null(body.GetProperty("completedAt").GetString());
        Assert.Null(body.GetProperty("expiresAt").GetString());
        Assert.Equal(
            """{"name":"Alpha","simulated":false,"status":"Running","offers":0,"dropped":0,"elapsedMs":null,"error":null}""",
            body.Supplier("Alpha").GetRawText());
    }

    [Fact]
    public async Task The_offers_so_far_are_served_and_filtered()
    {
        var token = await Client.StartAsync();
        Host.Time.Advance(TimeSpan.FromSeconds(3));
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("a1"), TestOffers.Offer("a2", "FDAR", 200), TestOffers.Offer("", total: 300));
        var body = await Client.UntilAsync(
            $"/api/searches/{token}?size=compact", response => response.GetProperty("total").GetInt32() == 2);

        Assert.Equal("Running a1", $"{body.Text("status")} {body.References()}");
        Assert.Equal(
            "Succeeded 2 1",
            $"{body.Supplier("Alpha").Text("status")} {body.Supplier("Alpha").GetProperty("offers")} "
            + $"{body.Supplier("Alpha").GetProperty("dropped")}");
        Assert.Equal("Running", body.Supplier("Beta").Text("status"));
        Assert.Equal("2026-11-23T17:00:03.000Z", body.Text("updatedAt"));
    }

    [Fact]
    public async Task The_tag_changes_with_the_progress_and_with_the_end()
    {
        var path = $"/api/searches/{await Client.StartAsync()}";
        var (question, other) = (await Alpha.NextAsync(), await Beta.NextAsync());
        using var start = await Client.GetAsync(path);
        using (var same = await Client.GetAsync(path, "If-None-Match", start.Header("ETag")!))
        {
            Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        }

        question.Offer(TestOffers.Offer("a1"));
        await Client.UntilAsync(path, body => body.GetProperty("total").GetInt32() == 1);
        using var later = await Client.GetAsync(path, "If-None-Match", start.Header("ETag")!);
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);

        other.Offer();
        using var end = await Client.GetAsync(path + "?wait=30", "If-None-Match", later.Header("ETag")!);
        Assert.Equal(HttpStatusCode.OK, end.StatusCode);
        Assert.Equal(3, new[] { start, later, end }.Select(response => response.Header("ETag")).Distinct().Count());
    }

    [Fact]
    public async Task A_search_with_one_successful_supplier_succeeds()
    {
        var token = await Client.StartAsync();
        (await Alpha.NextAsync()).Offer(TestOffers.Offer("a1"));
        (await Beta.NextAsync()).Fail(new SupplierException("The desk is closed."));
        var body = await Client.GetJsonAsync($"/api/searches/{token}?wait=30");

        Assert.Equal("Succeeded a1", $"{body.Text("status")} {body.References()}");
        Assert.Equal("null", body.GetProperty("error").GetRawText());
        Assert.Equal("""{"code":"Failed","message":"The desk is closed."}""", body.Supplier("Beta").GetProperty("error").GetRawText());
    }

    [Fact]
    public async Task A_search_with_a_successful_supplier_without_offers_succeeds()
    {
        Alpha.Answers();
        Beta.Fails(new SupplierException("The desk is closed."));
        var body = await Client.GetJsonAsync($"/api/searches/{await Client.StartAndEndAsync()}");

        Assert.Equal("Succeeded 0", $"{body.Text("status")} {body.GetProperty("total")}");
    }

    [Fact]
    public async Task A_search_without_a_successful_supplier_fails()
    {
        Alpha.Fails(new SupplierException("Closed."));
        Beta.Fails(new SupplierException("Closed too."));
        var body = await Client.GetJsonAsync($"/api/searches/{await Client.StartAndEndAsync()}");

        Assert.Equal("Failed", body.Text("status"));
        Assert.Equal(
            """{"code":"AllSuppliersFailed","message":"No supplier responded. The errors are listed under suppliers."}""",
            body.GetProperty("error").GetRawText());
        Assert.Equal("2026-11-23T17:00:00.000Z", body.Text("completedAt"));
        Assert.Equal("2026-11-23T17:30:00.000Z", body.Text("expiresAt"));
    }

    [Fact]
    public async Task A_supplier_that_is_late_has_timed_out()
    {
        Alpha.Answers(TestOffers.Offer("a1"));
        var token = await Client.StartAsync();
        var question = await Beta.NextAsync();

        // The run sets its timer after it has processed a response.
        await Client.UntilAsync($"/api/searches/{token}", progress => progress.GetProperty("total").GetInt32() == 1);
        Host.Time.Advance(TimeSpan.FromSeconds(25));
        var body = await Client.GetJsonAsync($"/api/searches/{token}?wait=30");

        Assert.Equal("Succeeded a1", $"{body.Text("status")} {body.References()}");
        Assert.Equal(
            """{"name":"Beta","simulated":false,"status":"TimedOut","offers":0,"dropped":0,"elapsedMs":25000,"error":"""
            + """{"code":"TimedOut","message":"No response within 25 s."}}""",
            body.Supplier("Beta").GetRawText());
        await question.Canceled;
    }

    [Fact]
    public async Task The_message_of_an_exception_is_not_returned()
    {
        Alpha.Fails(new InvalidOperationException("password=secret"));
        Beta.Fails(new FormatException("http://secret.internal/", new SupplierException("secret")));
        using var response = await Client.GetAsync($"/api/searches/{await Client.StartAndEndAsync()}");

        Assert.DoesNotContain("secret", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(
            """{"code":"Failed","message":"The supplier's response could not be processed."}""",
            (await response.JsonAsync()).Supplier("Alpha").GetProperty("error").GetRawText());
    }
}
