# Reference values of LogisticMixedModel: lme4 on its data cbpp. Usage: Rscript logistic_mixed_models.R
library(lme4); library(jsonlite)
d <- cbpp; out <- list()
for(k in c(1,25)){ m<-glmer(cbind(incidence,size-incidence)~period+(1|herd),d,binomial,nAGQ=k,control=glmerControl(optimizer="nloptwrap",tolPwrss=1e-12,optCtrl=list(xtol_abs=1e-10,ftol_abs=1e-12,maxeval=100000)))
 r<-ranef(m,condVar=TRUE)$herd
 e<-list(coef=unname(fixef(m)),se=unname(sqrt(diag(as.matrix(vcov(m,use.hessian=TRUE))))),sd=unname(getME(m,"theta")),modes=r[,1],mode_sd=sqrt(as.numeric(attr(r,"postVar"))))
 if(k==1) e$loglik<-as.numeric(logLik(m))
 out[[length(out)+1]]<-list(id=paste0("logisticmixed.cbpp.",k),method="glmer",dataset="cbpp",options=list(formula="incidence ~ period + (1 | herd)",trials="size",points=k),expected=e,tolerance=if(k==1)"relative 1e-4" else "relative 1e-4",source=paste0(R.version.string,", lme4 ",packageVersion("lme4"),"::glmer(cbind(incidence, size - incidence) ~ period + (1 | herd), binomial, nAGQ = ",k,"), tolPwrss 1e-12"))}
cat(toJSON(out,auto_unbox=TRUE,digits=NA,pretty=TRUE))
