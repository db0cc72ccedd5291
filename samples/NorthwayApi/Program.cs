using CarSearch.Samples.Api;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://localhost:7073");
var app = builder.Build();
app.MapGet("/api/rates", Rates.For);
app.Run();
